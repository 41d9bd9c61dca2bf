"""Tasking meetings and who was there: rows that are added and never changed. What was decided at one are the reviews of
plans that name it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly


class Meeting(AppendOnly):
    """A meeting of a day. Who was there is the last of its attendances."""

    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())


class Attendance(AppendOnly):
    """Who chaired it and who was there, as somebody recorded it. Those without an account stand in words, by post and
    agency."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", db_index=False)
    number = models.PositiveIntegerField()
    chair = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    present = models.ManyToManyField(User, related_name="+")
    others = models.TextField(blank=True)
    apologies = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="an_attendance_has_its_number"),
        ]
