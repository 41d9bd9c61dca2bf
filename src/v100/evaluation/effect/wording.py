"""Numbers and answers in plain English, for the page and the terminal."""

from math import isinf

from v100.evaluation.effect.estimate import About, Estimate, Interval, Unit


def number(value: float, unit: Unit) -> str:
    """1.32 times; +4.1 points of 100 men; +120 harm days."""
    return f"{value:.2f}" if unit == "times" else f"{value * 100:+.1f}" if unit == "points" else f"{value:+,.0f}"


def interval(found: Interval, unit: Unit) -> str:
    if isinf(found.high) and not found.low:
        return "any is possible"
    if isinf(found.high):
        return f"{number(found.low, unit)} or more"
    return f"{number(found.low, unit)} to {number(found.high, unit)}"


def smallest(found: Interval, unit: Unit, about: About) -> str:
    """The smallest fall (of harm) or rise (of arrests) that such a study finds in 80 of 100 cases."""
    seen = found.fall if about == "harm" else found.rise
    if seen is None:
        return "no fall, however deep"
    return f"{seen:.2f} times" if unit == "times" else number(seen, unit)


def checked(estimate: Estimate) -> str:
    """How many of the checks that could be asked passed."""
    asked = [check.passed for check in estimate.checks if check.passed is not None]
    return f"{sum(asked)} of {len(asked)}" if asked else "none asked"


def passed(value: bool | None) -> str:
    return {True: "passed", False: "did not pass", None: "could not be asked"}[value]


def direction(found: Interval, nothing: float, more: str, less: str) -> str:
    """What an interval says: more, less, or that the data cannot tell."""
    if found.low > nothing:
        return more
    return less if found.high < nothing else "the data cannot tell more from less"
