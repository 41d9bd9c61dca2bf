"""Randomness: one generator per named stream, so that one more draw in one part shifts no other."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Streams:
    """The streams of one seed. A month's part of a stream is a stream of its own."""

    seed: int

    def of(self, *name: object) -> np.random.Generator:
        key = zlib.crc32("/".join(str(part) for part in name).encode())
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, key])))


def choose(random: np.random.Generator, shares: Array, size: int) -> Array:
    """`size` positions drawn in proportion to `shares` (which need not add up to one)."""
    edges = np.cumsum(np.asarray(shares, dtype=float))
    found: Array = np.searchsorted(edges, random.random(size) * edges[-1], side="right")
    return np.minimum(found, len(edges) - 1)


def chance(random: np.random.Generator, share: Array | float, size: int) -> Array:
    """True with the given share, one for all or one for each."""
    return random.random(size) < share


def spread_days(random: np.random.Generator, median_and_spread: list[float], size: int) -> Array:
    """Whole days, log-normal: [median, standard deviation of the log]."""
    median, spread = median_and_spread
    return np.rint(median * np.exp(spread * random.standard_normal(size))).astype(np.int64)


def rows_by_value(values: Array) -> Iterator[tuple[int, Array]]:
    """Each value (whole numbers) with the rows that have it, in order."""
    order = np.argsort(values, kind="stable")
    if len(order):
        ends = np.flatnonzero(np.diff(values[order])) + 1
        for rows in np.split(order, ends):
            yield int(values[rows[0]]), rows


def by_age(steps: list[list[float]], age: Array) -> Array:
    """The value of the last step [from age, value] that each age has reached; 0 below the first."""
    starts = np.array([start for start, _ in steps])
    values = np.array([0.0, *(value for _, value in steps)])
    found: Array = values[np.searchsorted(starts, age, side="right")]
    return found
