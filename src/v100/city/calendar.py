"""Days as whole numbers since 1970-01-01, minutes likewise: fast, exact, and NEVER compares as later than all."""

from calendar import monthrange
from datetime import date, timedelta

import numpy as np

from v100.city.streams import Array

EPOCH = date(1970, 1, 1)
NEVER = 2**30
"""A day that does not come."""
YEAR = 365.25


def day(when: date) -> int:
    return (when - EPOCH).days


def when(day: int) -> date:
    return EPOCH + timedelta(days=day)


def months_back(last: date, months: int) -> list[tuple[int, int]]:
    """`months` spans (first day, last day) that end at `last`: whole calendar months, the first and last cut to fit.

    The first span starts on the day after `last` moved back by `months`, so that a year has a year's days.
    """
    total = last.year * 12 + last.month - 1 - months
    year, month = divmod(total, 12)
    first = date(year, month + 1, min(last.day, monthrange(year, month + 1)[1])) + timedelta(days=1)
    spans = []
    while first <= last:
        end = min(first.replace(day=monthrange(first.year, first.month)[1]), last)
        spans.append((day(first), day(end)))
        first = end + timedelta(days=1)
    return spans


def age(born: Array, on: Array | int) -> Array:
    """Whole years, counted as people do: by the birthday."""
    b, o = np.asarray(born).astype("datetime64[D]"), np.asarray(on).astype("datetime64[D]")
    by, oy = b.astype("datetime64[Y]").astype(int), o.astype("datetime64[Y]").astype(int)
    years: Array = oy - by - (_month_day(o) < _month_day(b))
    return years


def born_by(on: int, years: int) -> int:
    """The latest day of birth of people who are that many years old on a day: the test `born <= born_by(on, 18)`."""
    then = when(on)
    last = monthrange(then.year - years, then.month)[1]
    return day(date(then.year - years, then.month, min(then.day, last)))


def _month_day(days: Array) -> Array:
    month = days.astype("datetime64[M]")
    number: Array = (month.astype(int) % 12) * 32 + (days - month.astype("datetime64[D]")).astype(int)
    return number
