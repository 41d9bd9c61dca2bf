"""The one place where a man's status changes: under a lock, along the table of what may follow what, on the record."""

from datetime import date
from typing import Any

from v100.casework.accounts.models import User
from v100.casework.database.holding import Held, hold
from v100.casework.nominals.assigning import released
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.templatetags.govuk import in_words
from v100.casework.panel.models import Step
from v100.casework.panel.states import NEXT, NotNow, Status
from v100.casework.runs.current import month_run
from v100.casework.runs.models import LoadedRun


def held(nominal: Nominal) -> Step | None:
    """His last step, if any. Whoever else would change his case waits until this transaction ends."""
    hold(Held.MAN, nominal.pk)
    return standing(nominal)


def standing(nominal: Nominal) -> Step | None:
    """His last step, if any, as of this moment."""
    found: Step | None = Step.objects.filter(nominal=nominal).select_related("by").order_by("number").last()
    return found


def unchanged(nominal: Nominal, seen: int) -> Step | None:
    """His last step, held, where it is still the one that was seen (0: none).

    Raises NotNow where somebody was quicker, naming who and what.
    """
    last = held(nominal)
    if (last.number if last else 0) != seen and last:
        who = last.by.full_name if last.by else "a new run"
        raise NotNow(
            f"While you were writing, {who} changed his status to “{last.get_status_display().lower()}” "
            f"({in_words(last.at)}). Nothing of yours was kept: read the case again, then decide"
        )
    return last


def move(
    nominal: Nominal,
    to: Status,
    *,
    by: User | None,
    reason: str,
    run: LoadedRun | None = None,
    until: date | None = None,
    **facts: Any,
) -> Step:
    """He stands as `to` from now on. `run` is what was known then: the month's unless named, or the later one that
    brought him where he stands.

    Raises NotNow where that may not follow from how he stands.
    """
    last = held(nominal)
    before = Status(last.status) if last else None
    if to not in NEXT[before]:
        raise NotNow(
            f"He is {before.label.lower() if before else 'not nominated'}: he cannot be {to.label.lower()} now"
        )
    return put(nominal, to, last, by=by, reason=reason, run=run or _known(last), until=until, **facts)


def _known(last: Step | None) -> LoadedRun | None:
    month = month_run()
    if last and month and (last.run.as_at, last.run.number) > (month.as_at, month.number):
        return last.run
    return month


def put(nominal: Nominal, to: Status, last: Step | None, *, by: User | None, reason: str, **facts: Any) -> Step:
    """Write the step after `last`, whatever it was. Only `move`, and what carries a status from man to man, may. Who is
    not managed any more has no officer.
    """
    step: Step = Step.objects.create(
        nominal=nominal, number=last.number + 1 if last else 1, status=to, by=by, reason=reason, **facts
    )
    before = last.status if last else "none"
    record(Done.CHANGED_STATUS, by=by, subject=f"nominal:{nominal.pk}", why=f"{reason} ({before} to {to.value})")
    if to != Status.MANAGED:
        released(nominal, by=by, reason=reason)
    return step
