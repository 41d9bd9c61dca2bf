"""What is compared of two crimes, and the levels of likeness that each comparison tells apart.

A comparison gives a level from 0, or nothing where either crime does not say: what is missing is missing, never a
match and never a mismatch. Levels rest on whole numbers alone, so that every engine finds the same.
"""

from dataclasses import dataclass
from itertools import pairwise

from v100.compared import TITLES

DAY = 1440
"""Minutes."""


@dataclass(frozen=True)
class Comparison:
    """One comparison. `levels` in words, in the order of their numbers."""

    name: str
    title: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Measured(Comparison):
    """How far two crimes are apart: `breaks` part the levels, nearest first, in metres, minutes or the
    column's unit."""

    breaks: tuple[int, ...]


@dataclass(frozen=True)
class Valued(Comparison):
    """The same value or another; the rarer a value is among crimes, the more it says that both have it."""


@dataclass(frozen=True)
class Listed(Comparison):
    """Several values each, of a known list: the rarest that both have. One that only one of the two has is no
    mismatch: coders leave out much (of ViCLAS variables they agreed on 31 %), so nothing in common says nothing."""


@dataclass(frozen=True)
class Worded(Comparison):
    """Free words, of those that tell crimes apart: how many of them both have, of those that either has."""

    masks: int
    """Words are kept as bits of so many numbers, BITS each."""


BITS = 62
RARE = (0.4, 0.2, 0.1, 0.05)
"""Shares of crimes: from each on down a value in common is a level rarer."""
ALIKE = (1, 25, 50, 75)
"""Per cent of words in common from which a level begins."""

_SAME = ("different", "the same, most have it", "the same, common", "the same, fairly common", "the same, uncommon")


def _apart(unit: str, say: tuple[str, ...]) -> tuple[str, ...]:
    between = [f"{low} to {high} {unit}" for low, high in pairwise(say)]
    return (f"under {say[0]} {unit}", *between, f"{say[-1]} {unit} or more")


def _measured(name: str, unit: str, scale: float, *breaks: float) -> Measured:
    """Breaks in `unit`; `scale` of them make what is counted (minutes, metres)."""
    counted = tuple(round(scale * each) for each in breaks)
    return Measured(name, TITLES[name], _apart(unit, tuple(f"{each:g}" for each in breaks)), counted)


def valued(name: str, title: str | None = None) -> Valued:
    return Valued(name, title or TITLES[name], (*_SAME, "the same, rare"))


def listed(name: str, title: str | None = None) -> Listed:
    rarity = ("that most have", "that is common", "that is fairly common", "that is uncommon", "that is rare")
    return Listed(name, title or TITLES[name], tuple(f"one in common {how}" for how in rarity))


def worded(name: str, title: str | None = None, *, masks: int) -> Worded:
    share = [f"{low} to {high} % in common" for low, high in pairwise(ALIKE)]
    return Worded(name, title or TITLES[name], ("no word in common", *share, f"{ALIKE[-1]} % or more in common"), masks)


def numbered(name: str, unit: str, *breaks: float) -> Measured:
    return _measured(name, unit, 1, *breaks)


KM = (0.025, 0.05, 0.1, 0.2, 0.4, 0.7, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24)
DISTANCE = _measured("distance", "km", 1000, *KM)
DAYS = _measured("days", "days", DAY, 0.5, 1, 2, 4, 7, 14, 30, 60, 120, 240, 480)
HOURS = _measured("hours", "hours apart", 60, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8)
WEEKDAY = Measured("weekday", TITLES["weekday"], ("the same", "next to it", "two apart", "three apart"), (1, 2, 3))
SPACE_AND_TIME = tuple(each.name for each in (DISTANCE, DAYS, HOURS, WEEKDAY))
"""Read from where and when; each other comparison has a column of its name."""

SUSPECT_AGE = numbered("suspect_age", "years apart", 3, 6, 10, 15)

COMPARISONS: tuple[Comparison, ...] = (
    DISTANCE,
    DAYS,
    HOURS,
    WEEKDAY,
    valued("location_type"),
    listed("mo_codes"),
    worded("mo_text", masks=3),
    valued("target"),
    valued("weapon"),
    worded("words_spoken", masks=1),
    numbered("victim_age", "years apart", 2, 5, 10, 20, 30),
    valued("victim_sex"),
    valued("relationship"),
    SUSPECT_AGE,
    numbered("height", "cm apart", 4, 8, 13),
    valued("build"),
    valued("vehicle"),
)
"""What is compared of two crimes."""
WITH_HIS = tuple(each for each in COMPARISONS if each is not SUSPECT_AGE)
"""What is compared of a crime with each of a man's: how old he was is known, and need not be read from these."""

OTHER_CRIMES = _measured("other_crimes", "km", 1000, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16)
"""How near the nearest of his crimes of another category lies."""
HIS_AGE = numbered("his_age", "years apart", 1, 2, 3, 4, 6, 8, 11, 15, 20)
"""His age on the day by his date of birth, and the age that the witness gave."""
LOOKED_AT = Comparison("looked_at", TITLES["looked_at"], ("near one of his",))
"""Every crime that is looked at for a man lies near one of his: of these the pairs alone would say too much."""
TOGETHER = Comparison("together", TITLES["together"], ("for each 1 that the pairs come to",))
"""Likenesses that come together say partly the same, or more than each alone: the strength of the pairs times this."""
OF_HIM = (OTHER_CRIMES, HIS_AGE, LOOKED_AT, TOGETHER)
"""What the man as a whole says of a crime, beside its pairs with his crimes of its category."""
