"""What people decide on the site of who is who, until it stands in the ledger and after."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import LoadedRun


class IdentityDecision(AppendOnly):
    """Two mentions are one person, are not, or nobody can say. Of several about the same two the last one holds.

    `parts` is the evidence that the run showed of the two; none where it found them unlike, or never compared them.
    `after` is the decision about the two that stood before: one can follow each, so of two people who decide at once
    the second is told.
    """

    SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
    DECISIONS: ClassVar[list[tuple[str, str]]] = [
        (SAME, "They are one person"),
        (DIFFERENT, "They are two people"),
        (UNSURE, "It cannot be told from what is on file"),
    ]

    entry_id = models.UUIDField("its name in the ledger", default=uuid4, unique=True)
    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="identity_decisions")
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")
    mention_a = models.TextField()
    mention_b = models.TextField()
    decision = models.CharField(max_length=9, choices=DECISIONS)
    parts = ArrayField(models.TextField(), null=True)
    after = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(mention_a__lt=F("mention_b")), name="two_mentions_in_order"),
            models.UniqueConstraint(
                fields=["mention_a", "mention_b"], condition=Q(after__isnull=True), name="one_first_decision_of_two"
            ),
            models.CheckConstraint(condition=Q(why__regex=r"\S"), name="an_identity_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.mention_a} and {self.mention_b}: {self.decision}"


class Written(AppendOnly):
    """A decision stands in the ledger, at this position, under this hash: the next run obeys it."""

    decision = models.OneToOneField(IdentityDecision, models.PROTECT, related_name="written")
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"ledger entry {self.position}"
