"""An offender's own way: the same choice again and again, kept to with a strength that is a knob of the city."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from v100.city.streams import Array, chance, choose

NOISE = 0.2
"""How far, in standard deviations, he strays from what is usual for him."""


@dataclass(frozen=True)
class Habits:
    """`strength` is the share of choices that follow the habit; the rest are drawn afresh (0: nobody has a way)."""

    strength: float

    def choose(self, random: np.random.Generator, offender: Array, what: str, shares: Sequence[float] | Array) -> Array:
        """A position for each crime, in proportion to `shares`; the same one for most crimes of one offender."""
        edges = np.cumsum(np.asarray(shares, dtype=float))
        own = np.minimum(np.searchsorted(edges, own_draw(offender, what) * edges[-1], side="right"), len(edges) - 1)
        return np.where(self._keeps(random, len(offender)), own, choose(random, np.asarray(shares), len(offender)))

    def happens(self, random: np.random.Generator, offender: Array, what: str, share: float) -> Array:
        """True for the given share of crimes; mostly all or none of one offender's."""
        own = own_draw(offender, what) < share
        return np.where(self._keeps(random, len(offender)), own, chance(random, share, len(offender)))

    def draw(self, random: np.random.Generator, offender: Array, what: str) -> Array:
        """A number from 0 up to 1 for each crime; mostly the offender's own."""
        return np.where(self._keeps(random, len(offender)), own_draw(offender, what), random.random(len(offender)))

    def normal(self, random: np.random.Generator, offender: Array, what: str) -> Array:
        """A standard normal number for each crime; mostly near the offender's own."""
        far = np.sqrt(-2 * np.log1p(-own_draw(offender, what)))
        own = far * np.cos(2 * np.pi * own_draw(offender, f"{what}, turned"))
        fresh = random.standard_normal(len(offender))
        return np.where(self._keeps(random, len(offender)), own + NOISE * fresh, fresh)

    def _keeps(self, random: np.random.Generator, size: int) -> Array:
        return chance(random, self.strength, size)


def own_draw(offender: Array, what: str) -> Array:
    """A number from 0 to 1 that is always the same for an offender and a choice, and unlike for others."""
    value = np.asarray(offender).astype(np.uint64) + np.uint64(zlib.crc32(what.encode()) * 0x9E3779B97F4A7C15 % 2**64)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((value ^ (value >> np.uint64(31))) / np.float64(2**64))
