"""Facts that no report and no event tells, as an officer recorded them on a man's file: rows that are added, and ended
by another row with a reason."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal


class Entry(AppendOnly):
    """One fact: its kind by name (facts.toml), the woman by her reference where it concerns one, the power by its code
    where it was recorded for one, since when and until when it holds.
    """

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=60)
    woman = models.TextField("her reference", blank=True)
    power = models.CharField("code of the power", max_length=20, blank=True)
    on = models.DateField()
    until = models.DateField(null=True)
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_fact_says_something"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("on")), name="a_fact_ends_after_it_begins"),
        ]


class EntryEnd(AppendOnly):
    """It does not hold any more, or never did."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="end")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="a_fact_ends_for_a_reason"),
        ]
