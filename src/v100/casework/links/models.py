"""What people decided of a lead, and what they proposed to the officer of the crime: rows that are added, never
changed.
"""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.links.kinds import WITH_WHY, State
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import LoadedRun


class Decision(models.TextChoices):
    """What is decided of a lead; the values but the last are the ledger's."""

    LINKED = "linked", "Linked: other evidence than this says that it is his"
    NOT_LINKED = "not_linked", "Not linked"
    TO_TEST = "to_test", "To be tested"
    WITHDRAWN = "withdrawn", "Withdraw what was decided"

    @property
    def short(self) -> str:
        return {"to_test": "To be tested", "withdrawn": "Withdrawn"}.get(self, self.label.split(":")[0])


TO_BE_PROPOSED = (Decision.TO_TEST, Decision.LINKED)
"""What a proposal to the officer of the crime rests on."""


class LinkDecision(AppendOnly):
    """What is decided of a man and an undetected crime. Of several about the same two the last one holds; a withdrawal
    leaves nothing that holds.

    `mentions` are all of the man's, by which the ledger knows him; `parts` is the evidence that the run showed (none:
    it showed none any more). `after` is the decision that stood before: one can follow each.
    """

    entry_id = models.UUIDField("its name in the ledger", default=uuid4, unique=True)
    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="link_decisions")
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")
    report_id = models.TextField()
    decision = models.CharField(max_length=10, choices=Decision.choices)
    mentions = ArrayField(models.TextField())
    parts = ArrayField(models.TextField(), null=True)
    after = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="what_is_decided_is_known"),
            models.UniqueConstraint(
                fields=["nominal", "report_id"], condition=Q(after__isnull=True), name="one_first_decision_of_a_lead"
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.WITHDRAWN) | Q(after__isnull=False), name="a_withdrawal_is_of_something"
            ),
            models.CheckConstraint(condition=Q(why__regex=r"\S"), name="a_link_decision_has_a_reason"),
        ]

    @property
    def in_words(self) -> str:
        return Decision(self.decision).short

    @property
    def holds(self) -> bool:
        return self.decision != Decision.WITHDRAWN


class Written(AppendOnly):
    """A decision stands in the ledger, at this position, under this hash: the next run shows it."""

    decision = models.OneToOneField(LinkDecision, models.PROTECT, related_name="written")
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())


class Proposal(AppendOnly):
    """A lead that was put to the officer of the undetected crime, resting on a decision. How it stands is its last
    state.
    """

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="link_proposals")
    decision = models.ForeignKey(LinkDecision, models.PROTECT, related_name="proposals", db_index=False)
    report_id = models.TextField()
    crime_ref = models.TextField()
    to = models.CharField("the officer of the report", max_length=100)
    words = models.TextField("what he is asked to test")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(to__regex=r"\S"), name="a_proposal_is_to_somebody"),
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_proposal_says_what_to_test"),
        ]


class ProposalState(AppendOnly):
    """A step: its day, and why where it is an answer or nothing came of it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="states", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=24, choices=State.choices)
    on = models.DateField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal", "number"], name="a_proposal_state_has_its_number"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="how_a_proposal_stands_is_known"),
            models.CheckConstraint(
                condition=Q(number=1, state=State.PROPOSED) | (Q(number__gt=1) & ~Q(state=State.PROPOSED)),
                name="a_proposal_begins_as_proposed",
            ),
            models.CheckConstraint(condition=~Q(state__in=WITH_WHY) | Q(why__regex=r"\S"), name="an_answer_says_why"),
        ]

    @property
    def in_words(self) -> str:
        return str(State(self.state).label)
