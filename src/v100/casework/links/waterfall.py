"""What speaks for and against a lead, as bars that begin where the last one ended."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from v100.compared import COMPARED, TITLES

WIDTH = 300
"""Units of the drawing from its left to its right."""
LEAST = 2
"""Units of a bar that would be too small to be seen."""


class Bar(NamedTuple):
    """A step: what it is of, what it is worth (log10), where it stands in the drawing, and whether it is of something
    that was not alike."""

    words: str
    log10: Decimal
    x: int
    width: int
    unlike: bool

    @property
    def speaks(self) -> str:
        return "against" if self.log10 < 0 else "for"


class Waterfall(NamedTuple):
    """The steps, the strength that they come to, what was not alike, and what was not known of both crimes."""

    bars: list[Bar]
    total: Bar
    unlike: list[str]
    unknown: list[str]
    zero: int


def waterfall(parts: Iterable[str], log10_bf: Decimal, strength: Decimal, crimes: int) -> Waterfall:
    """`parts` as in `link`: `distance +1.5200`, in the order of the run. The first step is how many crimes of his it
    was compared with, which is the rest of its strength.
    """
    told = [_told(part) for part in parts]
    plural = "" if crimes == 1 else "s"
    steps = [(f"{crimes} crime{plural} of his of this kind", strength - log10_bf)]
    steps += [(TITLES.get(name, name), worth) for name, worth in told]
    unlike = [COMPARED[name] for name, worth in told if worth < 0 and name in COMPARED]
    ends, end = [Decimal(0)], Decimal(0)
    for _, worth in steps:
        end += worth
        ends.append(end)
    low, high = min(ends), max(ends)
    scale = WIDTH / float(high - low or 1)

    def place(value: Decimal) -> int:
        return round(float(value - low) * scale)

    def bar(words: str, begins: Decimal, worth: Decimal) -> Bar:
        left, right = sorted((place(begins), place(begins + worth)))
        return Bar(words, worth, min(left, WIDTH - LEAST), max(right - left, LEAST), words in unlike)

    return Waterfall(
        bars=[bar(words, begins, worth) for (words, worth), begins in zip(steps, ends, strict=False)],
        total=bar("Strength", Decimal(0), strength),
        unlike=unlike,
        unknown=[words for name, words in COMPARED.items() if name not in dict(told)],
        zero=place(Decimal(0)),
    )


def _told(part: str) -> tuple[str, Decimal]:
    name, worth = part.rsplit(" ", 1)
    return name, Decimal(worth)
