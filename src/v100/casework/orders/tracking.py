"""The one place where an order moves: under a lock, along the table of what may follow what, on the record. A step that
is an outcome too is recorded among outcomes in the same transaction, and taken back there where the step was wrong."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import QuerySet

from v100.casework.accounts.models import User
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.orders.kinds import NEXT, OUTCOMES, State
from v100.casework.orders.models import Met, Order, OrderState, Voided
from v100.casework.orders.standing import Running
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.recording import Recorded, Told, record_outcome, take_back
from v100.casework.outcomes.reports import Report
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow
from v100.casework.plans.safety_first import SAFETY_DAYS, safe_first
from v100.casework.plans.writing import last_plan
from v100.casework.powers.power import Power
from v100.casework.runs.current import current_run


@dataclass(frozen=True)
class Happened:
    """A step, checked by the form."""

    to: State
    on: date
    time_of_day: time | None = None
    until: date | None = None
    conditions: str = ""
    why: str = ""
    without_safety: str = ""


@transaction.atomic
def draft_order(nominal: Nominal, power: Power, *, woman: str, report: Report, on: date, by: User) -> Order:
    """An order or notice that somebody begins to draft, or that was begun before it came to be tracked here."""
    held(nominal)
    order: Order = Order.objects.create(
        nominal=nominal,
        power=power.code,
        woman=woman,
        report_id=report.report_id,
        crime_ref=report.crime_ref,
        by=by,
    )
    _put(nominal, order, Happened(State.DRAFTED, on), 1, (None, False), by)
    return order


@transaction.atomic
def move_order(nominal: Nominal, order: Order, power: Power, step: Happened, *, seen: int, by: User) -> OrderState:
    """What happened next. Raises NotNow where somebody recorded something since state `seen`, where it may not follow,
    where its day is before that of the step before, or where it is served and her safety was not looked at first.
    """
    held(nominal)
    last = _holding(order).select_related("by").latest("number")
    if last.number != seen:
        raise NotNow(f"{last.by.full_name} recorded something meanwhile: read how it stands, then decide")
    if step.to not in NEXT[State(last.state)]:
        raise NotNow(f"It is {last.in_words.lower()}: it cannot be {step.to.label.lower()} now")
    if step.on < last.on:
        raise NotNow(f"The step before was on {last.on:%-d %B %Y}: this cannot be earlier")
    if step.to == State.SERVED:
        plan = last_plan(himself(nominal))
        days = plan.safety_days if plan else SAFETY_DAYS
        safe_first(nominal, days, without=step.without_safety, by=by)
    number = OrderState.objects.filter(order=order).latest("number").number + 1
    return _put(nominal, order, step, number, _outcome(nominal, order, power, step, by), by)


@transaction.atomic
def void_step(nominal: Nominal, state: OrderState, *, why: str, by: User) -> Voided:
    """The last step that holds was recorded wrongly; the outcome that it told is taken back. Raises NotNow where it is
    not the last, or the draft, which is not gone on with instead.
    """
    held(nominal)
    holding = _holding(state.order)
    if holding.latest("number") != state:
        raise NotNow("Something else was recorded since: correct that first")
    if holding.count() == 1:
        raise NotNow("It is the draft: say that it is not gone on with")
    voided: Voided = Voided.objects.create(state=state, why=why, by=by)
    if state.outcome and state.told_outcome:
        _take_back(state.outcome, why, by)
    said = f"{why} ({state.state}, {state.order.power}, order:{state.order.pk}, step:{state.number})"
    record(Done.CORRECTED_ORDER, by=by, subject=f"nominal:{nominal.pk}", why=said)
    return voided


def _holding(order: Order) -> QuerySet[OrderState]:
    return OrderState.objects.filter(order=order, voided=None)


def _take_back(outcome: Outcome, why: str, by: User) -> None:
    """As it was corrected last; one that somebody took back already stays so."""
    run = current_run()
    assert run is not None
    while later := Outcome.objects.filter(replaces=outcome).first():
        outcome = later
    if not outcome.taken_back:
        take_back(outcome, why=why, run=run, by=by)


@transaction.atomic
def meet_clock(nominal: Nominal, running: Running, *, on: date, words: str, by: User) -> Met:
    """What the clock asked has happened. Raises NotNow where that is recorded already."""
    held(nominal)
    if Voided.objects.filter(state=running.state).exists():
        raise NotNow("Somebody corrected the step from which it runs: read how it stands")
    if Met.objects.filter(state=running.state, clock=running.clock.name).exists():
        raise NotNow("Somebody recorded it meanwhile")
    met: Met = Met.objects.create(state=running.state, clock=running.clock.name, on=on, words=words, by=by)
    record(Done.MET_CLOCK, by=by, subject=f"nominal:{nominal.pk}", why=f"({running.clock.name}, met:{met.pk})")
    return met


def _outcome(nominal: Nominal, order: Order, power: Power, step: Happened, by: User) -> tuple[Outcome | None, bool]:
    """The same step among outcomes, and whether it is told by this; where it is recorded there already, that one."""
    kind, run = OUTCOMES.get(step.to), current_run()
    if kind is None or run is None or power.order is None:
        return None, False
    told = Told(
        kind=kind,
        on=step.on,
        report_id=order.report_id,
        crime_ref=order.crime_ref,
        lines=(),
        until=step.until,
        details=(power.order,),
    )
    try:
        return record_outcome(nominal, told, run=run, by=by), True
    except Recorded as already:
        return already.outcome, False


def _put(
    nominal: Nominal, order: Order, step: Happened, number: int, told: tuple[Outcome | None, bool], by: User
) -> OrderState:
    outcome, told_outcome = told
    state: OrderState = OrderState.objects.create(
        order=order,
        number=number,
        state=step.to,
        on=step.on,
        time_of_day=step.time_of_day,
        until=step.until,
        conditions=step.conditions,
        why=step.why,
        without_safety=step.without_safety,
        outcome=outcome,
        told_outcome=told_outcome,
        by=by,
    )
    record(
        Done.MOVED_ORDER,
        by=by,
        subject=f"nominal:{nominal.pk}",
        why=f"({step.to.value}, {order.power}, order:{order.pk})",
    )
    return state
