"""The clock of an application for disclosure (C14): read again on set days, decided within 28, and kept safe meanwhile.

Three women were assaulted after the 28 days of the Domestic Violence Disclosure Scheme’s statutory guidance (2023) had
passed without a decision (IOPC, 2025). What he did since she asked may be on file by now: that is why it is read again.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

REREAD_AFTER = (0, 3, 7, 14, 21)
DECIDE_WITHIN = 28
"""Days after she asked."""


class Reread(NamedTuple):
    """One reading that is due: the day, and the first reading on it or after it."""

    due_on: date
    done_on: date | None


class Clock(NamedTuple):
    """How an application stands on a day. `interim`: it is late, and no step was taken since to keep her safe."""

    rereads: list[Reread]
    decide_by: date
    late: bool
    interim: bool


def clock(
    asked_on: date, *, rereads: Iterable[date], interims: Iterable[date], decided_on: date | None, today: date
) -> Clock:
    """It stands still on the day of the decision."""
    read = sorted(rereads)
    days = [asked_on + timedelta(days=days) for days in REREAD_AFTER]
    due = [Reread(day, next((each for each in read if each >= day), None)) for day in days]
    decide_by = asked_on + timedelta(days=DECIDE_WITHIN)
    missed = [day for day in (*(each.due_on for each in due if not each.done_on), decide_by) if day < today]
    late = decided_on is None and bool(missed)
    return Clock(due, decide_by, late, late and not any(each > missed[-1] for each in interims))
