"""Clocks that the law sets, in London time: hours of which some days are left out, days from a day, working days."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


@cache
def _bank_holidays() -> holidays.HolidayBase:
    """Of England and Wales, with Good Friday and Christmas Day (Banking and Financial Dealings Act 1971)."""
    return holidays.country_holidays("GB", subdiv="ENG")


def is_bank_holiday(day: date) -> bool:
    return day in _bank_holidays()


def counts(day: date, left_out: Collection[str]) -> bool:
    """Whether a day counts where some are left out: `Saturday`, `Sunday`, `bank holiday`, or one by its name
    (`Christmas Day`, `Good Friday`).
    """
    named = {f"{day:%A}", _bank_holidays().get(day), "bank holiday" if is_bank_holiday(day) else None}
    return not named & set(left_out)


def after_hours(start: datetime, hours: int, left_out: Collection[str] = ()) -> datetime:
    """When so many hours have run from `start`, which has a zone. A day that is left out stops the clock from midnight
    to midnight; when the clocks change an hour is still an hour.
    """
    at, left = start.astimezone(UTC), timedelta(hours=hours)
    while True:
        day = at.astimezone(LONDON).date()
        midnight = _midnight(day + DAY)
        counted = counts(day, left_out)
        if counted and midnight - at >= left:
            return (at + left).astimezone(LONDON)
        left -= (midnight - at) if counted else timedelta()
        at = midnight


@cache
def working_days_after(day: date, days: int) -> date:
    """The last of so many working days (Monday to Friday, no bank holiday) that come after a day. After none it is that
    day, whichever it is: a first night does not wait for Monday.
    """
    return _bank_holidays().get_nth_working_day(day, days) if days else day


@cache
def working_days_before(day: date, days: int) -> date:
    """The first of so many working days that come before a day; before none it is that day. What was known earlier,
    and only that, had so many working days that ended before the day."""
    return _bank_holidays().get_nth_working_day(day, -days) if days else day


def working_days(first: int, last: int) -> list[date]:
    """All of these years, in order: where days are counted by the database. Of them `working_days_after` counts."""
    begin, days = date(first, 1, 1), (date(last, 12, 31) - date(first, 1, 1)).days + 1
    return [
        day for day in (begin + timedelta(days=each) for each in range(days)) if _bank_holidays().is_working_day(day)
    ]


def last_day(first: date, days: int) -> date:
    """The last of so many days that begin with the first."""
    return first + timedelta(days=days - 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
