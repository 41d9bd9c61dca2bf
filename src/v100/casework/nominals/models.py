"""The men whom runs name, each under one reference that he keeps whatever a later run makes of his mentions."""

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.runs.models import LoadedRun


class Nominal(AppendOnly):
    """A man, by the person_id that runs give him. An id is his for good: where two are found to be one man, one of
    them is no longer named by runs, and `Became` says who he is.
    """

    person_id = models.TextField(unique=True)
    first_run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")

    @property
    def reference(self) -> str:
        return f"N{self.pk:06d}"

    def __str__(self) -> str:
        return self.reference


class Became(AppendOnly):
    """What a run made of a man: found to be another (merged), or some of his mentions found to be another's (split)."""

    MERGED = "merged"
    SPLIT = "split"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="became")
    other = models.ForeignKey(Nominal, models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=6, choices=[(MERGED, MERGED), (SPLIT, SPLIT)])
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")
    mentions = models.PositiveIntegerField()


class Term(models.Model):
    """Words by which a man is found: as the last run that named him has them."""

    KINDS = ("name", "alias", "police id", "crime reference")

    nominal = models.ForeignKey(Nominal, models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=15, choices=[(kind, kind) for kind in KINDS])
    words = models.TextField("as written")
    folded = models.TextField("as sought")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="term_trigrams"),
        ]


class Seal(AppendOnly):
    """This man may be a colleague: only professional standards sees him."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="seals")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=30)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["nominal", "user", "ground"], name="sealed_once_for_each_ground"),
        ]
