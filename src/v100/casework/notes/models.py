"""What people write of a man: facts and assessments apart, added and never changed. A correction is a later note."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.said import Said


class Note(AppendOnly):
    """One note. `corrects` is the one that it stands in place of."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Said.choices)
    words = models.TextField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(kind__in=Said.values), name="a_fact_or_an_assessment"),
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_note_says_something"),
        ]
