"""Orders against made-up men."""

from datetime import date

from v100.casework.accounts.models import User
from v100.casework.facts.book import force_book
from v100.casework.nominals.models import Nominal
from v100.casework.orders.kinds import State
from v100.casework.orders.models import OrderState
from v100.casework.orders.tracking import Happened, draft_order, move_order
from v100.casework.outcomes.reports import reports_of
from v100.casework.runs.current import current_run

CONDITIONS = "not to contact her, not to come within 100 metres of where she lives"


def granted_order(nominal: Nominal, *, by: User, on: date = date(2026, 4, 1), until: date | None = None) -> OrderState:
    """A sexual harm prevention order on the last of his reports; a clock runs from it."""
    run = current_run()
    assert run is not None
    report = next(iter(reports_of(nominal, run).values()))
    power = force_book().powers["SHPO"]
    order = draft_order(nominal, power, woman="", report=report, on=on, by=by)
    step = Happened(State.GRANTED, on, until=until, conditions=CONDITIONS)
    return move_order(nominal, order, power, step, seen=1, by=by)
