"""Working days of England and Wales: Monday to Friday without bank holidays."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays


def after(day: date, working_days: int) -> date:
    """The last day on which so many working days after `day` are not over; that day itself does not count. None are
    the day itself, whichever it is: a first night does not wait for Monday.
    """
    found = day
    for _ in range(working_days):
        found = _next(found)
    return found


def _next(day: date) -> date:
    found = day + timedelta(days=1)
    while found.weekday() >= 5 or found in _bank_holidays():
        found += timedelta(days=1)
    return found


@cache
def _bank_holidays() -> Any:
    return holidays.country_holidays("GB", subdiv="ENG")
