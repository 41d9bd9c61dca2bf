"""An order as it stands at a moment: whether it holds, until when, and which clocks run."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from v100.casework.clocks import LONDON, after_hours, last_day
from v100.casework.orders.kinds import HOLDING, NEXT, WITH_TERMS, State
from v100.casework.orders.models import Met, Order, OrderState
from v100.casework.powers.power import Clock, Power


class Running(NamedTuple):
    """A clock that a step started: by when, and what is recorded of it."""

    clock: Clock
    state: OrderState
    due: datetime
    met: Met | None
    stopped: bool
    now: datetime

    @property
    def runs(self) -> bool:
        return self.met is None and not self.stopped

    @property
    def late(self) -> bool:
        return self.runs and self.due < self.now

    @property
    def runs_out_soon(self) -> bool:
        """Within the hours of which its file warns, and not late yet."""
        return self.runs and not self.late and self.due - timedelta(hours=self.clock.warn_hours) <= self.now

    @property
    def until(self) -> str:
        """In words: a clock of days runs to the end of its last."""
        return f"{self.due:%-d %B %Y}" if self.clock.days else f"{self.due:%-d %B %Y at %H:%M}"


class Standing(NamedTuple):
    """An order, its steps, of them those that hold, and its clocks. `power` is none where the force's files do not have
    it any more."""

    order: Order
    power: Power | None
    steps: list[OrderState]
    states: list[OrderState]
    clocks: list[Running]
    today: date

    @property
    def now(self) -> OrderState:
        return self.states[-1]

    @property
    def name(self) -> str:
        return self.power.name if self.power else self.order.power

    @property
    def next(self) -> tuple[State, ...]:
        """What may follow."""
        return NEXT[State(self.now.state)]

    @property
    def correctable(self) -> OrderState | None:
        """The step that can be said to be wrong: the last, as what follows rests on it; never the draft."""
        return self.now if len(self.states) > 1 else None

    @property
    def terms(self) -> OrderState | None:
        """Its conditions and its last day, as last set."""
        return next((each for each in reversed(self.states) if each.state in WITH_TERMS), None)

    @property
    def begun_on(self) -> date | None:
        return next((each.on for each in self.states if each.state == State.GRANTED), None)

    @property
    def expired(self) -> bool:
        until = self.terms.until if self.terms else None
        return self.now.state in HOLDING and until is not None and until < self.today

    @property
    def holds(self) -> bool:
        return self.now.state in HOLDING and not self.expired

    @property
    def ends_soon(self) -> bool:
        """It ends within the days of which the power's file warns."""
        until = self.terms.until if self.terms else None
        warned = timedelta(days=self.power.warn_days if self.power else 0)
        return self.holds and until is not None and until - self.today <= warned

    @property
    def not_served(self) -> bool:
        """Made, and never served on him: he may not know of it, and a breach may not be shown."""
        return self.holds and all(each.state != State.SERVED for each in self.states)

    @property
    def late(self) -> list[Running]:
        return [each for each in self.clocks if each.late]

    @property
    def in_words(self) -> str:
        return "Expired" if self.expired else self.now.in_words


def stands(
    order: Order, steps: Sequence[OrderState], met: Sequence[Met], power: Power | None, now: datetime
) -> Standing:
    """`steps` in their order, voided ones among them; `met` what is recorded of this order's clocks; `now` has a
    zone."""
    states = [each for each in steps if not hasattr(each, "voided")]
    done = {(each.state_id, each.clock): each for each in met}
    over = states[-1].state not in HOLDING
    clocks = [
        Running(clock, state, due, done.get((state.pk, clock.name)), over, now)
        for state in states
        for clock in (power.clocks if power else ())
        if clock.starts == state.state and (due := _due(clock, state)) is not None
    ]
    return Standing(order, power, list(steps), states, clocks, now.astimezone(LONDON).date())


def _due(clock: Clock, state: OrderState) -> datetime | None:
    """The last moment; none where the clock is one of hours and no time is known."""
    if clock.days is not None:
        return datetime.combine(last_day(state.on, clock.days), time.max, LONDON)
    if state.time_of_day is None or clock.hours is None:
        return None
    return after_hours(datetime.combine(state.on, state.time_of_day, LONDON), clock.hours, clock.left_out)
