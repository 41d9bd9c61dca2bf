"""What was done that keeps a man from offending, and how its effect is graded: rows that are added, never changed."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal


class Effect(models.TextChoices):
    """How much it keeps him from it: what each means stands in the criteria."""

    MAJOR = "major", "Major"
    MODERATE = "moderate", "Moderate"
    MINOR = "minor", "Minor"


class Disruption(AppendOnly):
    """One thing that was done, and when. Its effect is its last grading."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="disruptions")
    words = models.TextField("what was done")
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_disruption_says_something"),
        ]


class Grading(AppendOnly):
    """Its effect as graded: until when it is claimed to last, and what shows it. `known` are the reports of that time
    that were known then (report_id); `read` once a second person agreed.
    """

    disruption = models.ForeignKey(Disruption, models.PROTECT, related_name="gradings", db_index=False)
    number = models.PositiveIntegerField()
    effect = models.CharField(max_length=8, choices=Effect.choices)
    until = models.DateField("the last day of the claimed effect")
    evidence = models.TextField()
    known = ArrayField(models.TextField(), default=list)
    read = models.BooleanField("by a second person", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["disruption", "number"], name="a_grading_has_its_number"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="its_effect_is_known"),
            models.CheckConstraint(condition=Q(evidence__regex=r"\S"), name="a_grading_says_what_shows_it"),
            models.CheckConstraint(condition=Q(read=False) | Q(number__gte=2), name="read_after_it_was_claimed"),
        ]
