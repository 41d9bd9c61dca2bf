"""Which alerts a person has seen, and looks that professional standards are told of. Other alerts are not kept: they
are what is on file."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Manager, Nominal
from v100.casework.women.models import Woman


class Seen(AppendOnly):
    """This person has seen the alert of this key."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    key = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "key"], name="an_alert_is_seen_once"),
        ]


class LookNearColleague(AppendOnly):
    """Somebody opened the page of a woman who is on a report of a man who may be a colleague (C8): once a day for each
    reason. References, and the reason that was given."""

    man = "nominal"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="+", db_index=False)
    woman = models.ForeignKey(Woman, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    why = models.TextField()
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())

    objects = Manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["nominal", "woman", "by", "on", "why"], name="a_look_is_told_once_a_day_for_a_reason"
            ),
            models.CheckConstraint(condition=models.Q(why__regex=r"\S"), name="a_look_that_is_told_has_a_reason"),
        ]
