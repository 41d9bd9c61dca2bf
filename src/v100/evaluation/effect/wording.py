"""Numbers and answers in plain English, for the page and the terminal."""

from math import isinf

from v100.evaluation.effect.estimate import Estimate, Interval, Unit

NO_END = "no upper end"


def number(value: float, unit: Unit) -> str:
    """1.32 times; +4.1 points of 100 men; +120 harm days."""
    if isinf(value):
        return NO_END
    return f"{value:.2f}" if unit == "times" else f"{value * 100:+.1f}" if unit == "points" else f"{value:+,.0f}"


def interval(found: Interval, unit: Unit) -> str:
    return f"{number(found.low, unit)} to {number(found.high, unit)}"


def least(found: Interval, unit: Unit) -> str:
    """The smallest effect that such a study finds in 80 of 100 cases, or that there is none."""
    if found.least is None:
        return "none"
    return f"{found.least:.2f} times" if unit == "times" else number(found.least, unit)


def checked(estimate: Estimate) -> str:
    """How many checks passed, failed and could not be asked."""
    counts = {word: sum(check.passed is passed for check in estimate.checks) for word, passed in _PASSED.items()}
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "none"


_PASSED = {"passed": True, "did not pass": False, "could not be asked": None}


def passed(value: bool | None) -> str:
    return {True: "passed", False: "did not pass", None: "could not be asked"}[value]


def direction(found: Interval, nothing: float, more: str, less: str) -> str:
    """What an interval says: more, less, or that the data cannot tell."""
    if found.low > nothing:
        return more
    return less if found.high < nothing else "the data cannot tell more from less"
