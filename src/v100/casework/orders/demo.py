"""A demo's order: on the first managed man, served nine days ago and not followed by him since."""

from datetime import time, timedelta

from django.utils import timezone

from v100.casework.facts.book import force_book
from v100.casework.nominals.models import Assignment
from v100.casework.orders.kinds import State
from v100.casework.orders.tracking import Happened, draft_order, move_order
from v100.casework.outcomes.reports import reports_of
from v100.casework.plans.safety import women_of
from v100.casework.plans.writing import look_at_safety
from v100.casework.runs.current import current_run

DAY = timedelta(days=1)
CONDITIONS = "Not to contact her by any means, nor through others.\nNot to come within 100 metres of where she lives."


def begin_order() -> None:
    """A stalking protection order for a year: applied for, granted, and served a day later."""
    first = Assignment.objects.current().select_related("nominal", "officer").order_by("nominal")[0]
    nominal, officer, run = first.nominal, first.officer, current_run()
    assert run is not None
    women = women_of(nominal, run)
    today = timezone.localdate()
    for woman in women:
        look_at_safety(nominal, woman=woman, on=today, words="The victim lead, with her adviser", by=officer)
    report = next(iter(reports_of(nominal, run).values()))
    power, granted_on = force_book().powers["SPO"], today - 10 * DAY
    order = draft_order(nominal, power, woman=women[0], report=report, on=today - 20 * DAY, by=officer)
    steps = (
        Happened(State.APPLIED, today - 15 * DAY),
        Happened(State.GRANTED, granted_on, until=granted_on + 730 * DAY, conditions=CONDITIONS),
        Happened(State.SERVED, granted_on + DAY, time_of_day=time(9, 30)),
    )
    for seen, step in enumerate(steps, start=1):
        move_order(nominal, order, power, step, seen=seen, by=officer)
