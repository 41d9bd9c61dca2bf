"""Orders, notices and the like against a man, from the draft to the end: rows that are added and never changed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal
from v100.casework.orders.kinds import WITH_REASON, WITH_TERMS, State
from v100.casework.outcomes.models import Outcome


class Order(AppendOnly):
    """A use of a power: by its code, with the woman whom it is to protect where it is one, and the report that it
    rests on. What became of it are its states, the last of which holds.
    """

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="orders")
    power = models.CharField("code of the power", max_length=20)
    woman = models.TextField("her reference", blank=True)
    report_id = models.TextField()
    crime_ref = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())


class OrderState(AppendOnly):
    """A step: its day and, where a clock of hours runs from it, its time (London). `until` is the last day on which it
    holds; none: it has no end. `outcome` is the same step among outcomes, which this step told (`told_outcome`) or
    somebody had recorded before. A step that was recorded wrongly is `voided`.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="states", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    on = models.DateField()
    time_of_day = models.TimeField(null=True)
    until = models.DateField(null=True)
    conditions = models.TextField("what it forbids or asks", blank=True)
    why = models.TextField(blank=True)
    without_safety = models.TextField("a supervisor's reason to go on without her plan looked at", blank=True)
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, related_name="+", db_index=False)
    told_outcome = models.BooleanField("this step told that outcome", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["order", "number"], name="an_order_state_has_its_number"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="its_step_is_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("on")), name="it_holds_from_that_day_on"),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_TERMS) | Q(conditions__regex=r"\S"), name="an_order_says_what_it_asks"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_REASON) | Q(why__regex=r"\S"), name="what_ends_an_order_says_why"
            ),
            models.CheckConstraint(
                condition=Q(told_outcome=False) | Q(outcome__isnull=False), name="an_outcome_that_it_told_is_there"
            ),
        ]

    @property
    def in_words(self) -> str:
        return str(State(self.state).label)


class Voided(AppendOnly):
    """A step was recorded wrongly: it holds no more, and the order stands as before it."""

    state = models.OneToOneField(OrderState, models.PROTECT, related_name="voided")
    why = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(why__regex=r"\S"), name="a_step_is_voided_for_a_reason"),
        ]


class Met(AppendOnly):
    """What a clock asked has happened. The clock began with `state`; `clock` is its name in the power's file."""

    state = models.ForeignKey(OrderState, models.PROTECT, related_name="met", db_index=False)
    clock = models.CharField(max_length=40)
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["state", "clock"], name="a_clock_is_met_once"),
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_clock_met_says_how"),
        ]
