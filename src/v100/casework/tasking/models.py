"""Tasking meetings, who was there, and agendas that were kept: rows that are added and never changed. What was decided
at a meeting are the reviews of plans that name it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.runs.models import LoadedRun


class Meeting(AppendOnly):
    """A meeting, and the day under which it was recorded. Who was there is the last of its attendances."""

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


class MeetingDay(AppendOnly):
    """The day of a meeting that was recorded under a wrong one, and why it is that: the last holds."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="days", db_index=False)
    number = models.PositiveIntegerField()
    on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="a_day_of_a_meeting_has_its_number"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="a_day_is_corrected_for_a_reason"),
        ]


class KeptAgenda(AppendOnly):
    """The agenda as it stood at a moment, whole, whoever kept it: its lines by the men's numbers, without their names,
    and the hash of these and of the run."""

    on = models.DateField(db_index=True)
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+", db_index=False)
    lines = models.JSONField()
    seal = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())
