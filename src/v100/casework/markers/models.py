"""Warnings of a man that people recorded: rows that are added, and ended by another row with a reason."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.markers.kinds import Kind, Source
from v100.casework.nominals.models import Nominal


class Marker(AppendOnly):
    """A warning: what of, who says so, since when it is known, who recorded it."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="markers")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    source = models.CharField(max_length=20, choices=Source.choices)
    known_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="the_warning_is_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="its_source_is_known"),
        ]


class MarkerEnd(AppendOnly):
    """The warning does not hold any more, or never did."""

    marker = models.OneToOneField(Marker, models.PROTECT, related_name="end")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="an_end_has_a_reason"),
        ]
