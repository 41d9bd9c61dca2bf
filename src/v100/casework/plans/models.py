"""A man's 4P plan: rows that are added and never changed. Where an action stands is its last state."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal
from v100.casework.plans.kinds import Infer, State, Strand
from v100.casework.tasking.models import Meeting


class Plan(AppendOnly):
    """The plan of a man, begun from a template. The one of the highest number holds."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="plans", db_index=False)
    number = models.PositiveIntegerField()
    template = models.CharField(max_length=60)
    title = models.TextField("of the template, as it was then")
    review_days = models.PositiveIntegerField("days from one review to the next")
    safety_days = models.PositiveIntegerField("days within which her safety plan is looked at before he will notice")
    begun_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["nominal", "number"], name="a_plan_has_its_number"),
            models.CheckConstraint(condition=Q(review_days__gt=0), name="a_plan_is_reviewed"),
        ]


class Objective(AppendOnly):
    """What is to be reached on one strand."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="objectives")
    strand = models.CharField(max_length=10, choices=Strand.choices)
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(strand__in=Strand.values), name="its_strand_is_known"),
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="an_objective_says_something"),
        ]


class PlanAction(AppendOnly):
    """What is done to reach an objective, and whether he could infer from it that she spoke.

    `overt`: he will notice. `sole_account`: it rests on what one woman alone says.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="actions")
    words = models.TextField()
    power = models.CharField("code of the power used (powers.csv), if any", max_length=20, blank=True)
    could_infer = models.CharField(max_length=6, choices=Infer.choices)
    mitigation = models.TextField(blank=True)
    overt = models.BooleanField(default=False)
    sole_account = models.BooleanField(default=False)
    agency = models.CharField("the partner agency that does it, if one does", max_length=60, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="an_action_says_something"),
            models.CheckConstraint(condition=Q(could_infer__in=Infer.values), name="what_he_could_infer_is_said"),
            models.CheckConstraint(
                condition=Q(could_infer=Infer.NO) | Q(mitigation__regex=r"\S"),
                name="what_he_could_infer_is_mitigated",
            ),
        ]


class ActionState(AppendOnly):
    """Where an action stands from then on: its owner, its date, why, and what shows that it was done."""

    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="states", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField()
    why = models.TextField(blank=True)
    without_safety = models.TextField("a supervisor's reason to go on without her plan looked at", blank=True)
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["action", "number"], name="a_state_has_its_number"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="its_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.NOT_POSSIBLE) | Q(why__regex=r"\S"), name="not_possible_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(evidence__regex=r"\S"), name="done_says_what_shows_it"
            ),
        ]

    @property
    def in_words(self) -> str:
        return str(State(self.state).label)


class Review(AppendOnly):
    """He was discussed: when, at which tasking meeting if at one, and what was said. Where the day of the meeting was
    corrected since, that is when (`day_of`). The next review is due the plan's days after the last."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reviews", null=True, db_index=False)
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_review_says_something"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["on"], name="review_by_day")]


class Supervision(AppendOnly):
    """What a supervisor says of the plan, to whom manages the man."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="supervisions")
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_supervision_says_something"),
        ]


class SafetyLook(AppendOnly):
    """Somebody looked at the safety plan of a woman or girl on a day. Her reference, and nothing of what it says."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="safety_looks")
    woman = models.TextField("her reference")
    on = models.DateField()
    words = models.TextField("who looked, with whom")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(woman__regex=r"\S"), name="a_look_is_of_somebody"),
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_look_says_who"),
        ]
