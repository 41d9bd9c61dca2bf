"""One estimate: its number and interval, what it assumes, whether that was borne out, what it leaves open."""

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Literal

About = Literal["harm", "arrests"]
Unit = Literal["times", "points", "days"]
"""How often as often; percentage points; harm days."""
Z = 1.959964
"""Of a 95% interval."""
ODD = 2.575829
"""A check fails when what was found lies so many standard errors off: chance does that in one of a hundred. Many checks
are made, and one that fails overrules its estimate, so that one in twenty would overrule too many sound ones."""
SEEN = Z + 0.841621
"""An effect of so many standard errors is found in 80 of 100 studies like this one (Bloom 1995)."""


@dataclass(frozen=True)
class Interval:
    """A number with its 95% interval. An end that the data do not bound is infinite. `rise` and `fall`: the smallest of
    each that a study of this size finds in 80 of 100 cases; no fall where it would miss even a fall to nothing."""

    value: float
    low: float
    high: float
    rise: float
    fall: float | None

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    def odd(self, value: float) -> bool:
        """Whether a difference lies farther from a value than a check allows."""
        return abs(self.value - value) > ODD / Z * (self.high - self.low) / 2

    def odd_times(self, value: float) -> bool:
        """The same of a ratio that was measured by its logarithm."""
        return abs(log(self.value / value)) > ODD / Z * log(self.high / self.low) / 2


@dataclass(frozen=True)
class Check:
    """Something that must be so for an estimate to mean what it says: what was found, and whether it speaks against.
    `passed` is unknown where it could not be asked."""

    name: str
    passed: bool | None
    says: str


@dataclass(frozen=True)
class Estimate:
    """`name`: in a few words. `about`: harm or arrests. `found` is unknown where the data cannot say, and `why_not`
    says why. `men` and `rows` say how many it rests on."""

    key: str
    name: str
    about: About
    design: str
    question: str
    unit: Unit
    found: Interval | None
    men: int
    rows: int
    assumes: str
    cannot_say: str
    checks: tuple[Check, ...] = ()
    why_not: str = ""

    @property
    def sound(self) -> bool | None:
        """Whether every check passed that could be asked; unknown where none could."""
        asked = [check.passed for check in self.checks if check.passed is not None]
        return all(asked) if asked else None


def of_logarithm(value: float, error: float) -> Interval:
    """The ratio whose logarithm has this value and standard error."""
    return Interval(exp(value), exp(value - Z * error), exp(value + Z * error), exp(SEEN * error), exp(-SEEN * error))


def of_difference(value: float, error: float) -> Interval:
    return Interval(value, value - Z * error, value + Z * error, SEEN * error, -SEEN * error)


def of_two(above: float, above_variance: float, below: float, below_variance: float, z: float = Z) -> Interval | None:
    """The ratio of two means that were measured apart, by Fieller's theorem (1954): all ratios r for which above − r
    times below does not differ from nought. Nothing where the lower mean is not above nought.

    Where the mean below is itself hardly known, the interval has no upper end.
    """
    if below <= 0:
        return None
    a, b, c = below**2 - z**2 * below_variance, -2 * above * below, above**2 - z**2 * above_variance
    root = sqrt(max(b**2 - 4 * a * c, 0.0))
    if a > 0:
        low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    else:
        low, high = (max((-b - root) / (2 * a), (-b + root) / (2 * a)) if a < 0 < c else 0.0), float("inf")
    seen = SEEN * sqrt(above_variance + below_variance) / below
    return Interval(max(above / below, 0.0), max(low, 0.0), high, 1 + seen, 1 - seen if seen < 1 else None)
