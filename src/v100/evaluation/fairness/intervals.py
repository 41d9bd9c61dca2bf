"""Shares and ratios of shares with intervals of 95%."""

from dataclasses import dataclass
from math import exp, sqrt

Z = 1.959963984540054
"""The normal distribution's 97.5th percentile."""


@dataclass(frozen=True)
class Interval:
    """A figure and the ends of its 95% interval."""

    value: float
    low: float
    high: float


def share(part: int, whole: int) -> Interval:
    """A share with Wilson's interval (1927, JASA 22), which holds for small numbers and shares near 0 and 1."""
    rate, step = part / whole, Z * Z / whole
    middle = (rate + step / 2) / (1 + step)
    reach = Z * sqrt(rate * (1 - rate) / whole + step / (4 * whole)) / (1 + step)
    return Interval(rate, middle - reach, middle + reach)


def ratio(part: int, whole: float, other_part: int, other_whole: float, *, of_people: bool = True) -> Interval | None:
    """How many times the other's rate is a rate, with Katz's interval on the log (Katz and others 1978, Biometrics 34);
    none where a part is nought.

    Where the wholes are not people (`of_people`) but days, the parts are taken as counts (Poisson).
    """
    if not part or not other_part:
        return None
    spread = 1 / part + 1 / other_part
    if of_people:
        spread -= 1 / whole + 1 / other_whole
    times, reach = (part / whole) / (other_part / other_whole), exp(Z * sqrt(max(spread, 0.0)))
    return Interval(times, times / reach, times * reach)
