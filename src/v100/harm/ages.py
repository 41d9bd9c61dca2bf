"""Ages in whole years, by calendar: he is 18 from the day of his eighteenth birthday."""

from typing import Any

import ibis
import ibis.expr.types as ir

ADULT = 18


def occurred(report: Any) -> Any:
    """The day of the offence: when it began, else when it was recorded."""
    return ibis.coalesce(report.occurred_from.date(), report.recorded_on)


def age_on(born: Any, day: Any) -> ir.IntegerValue:
    """Whole years from `born` to `day`, unknown when either is. Someone born on 29 February is older from 1 March."""
    return (_as_number(day) - _as_number(born)) // 10_000


def _as_number(day: Any) -> ir.IntegerValue:
    return (day.year() * 10_000 + day.month() * 100 + day.day()).cast("int64")
