"""Custody spells: who was inside, from which day to which. Only those who were ever inside take room."""

import numpy as np

from v100.city.calendar import NEVER
from v100.city.streams import Array

SPELLS = 8
"""Most custody spells of one person; after that the courts let him be."""
OUTSIDE = 0
"""The row of everybody who was never inside."""


class Custody:
    """Spells of each person, by position."""

    def __init__(self, people: int) -> None:
        self._row = np.full(people, OUTSIDE, np.int32)
        self._begins = np.full((1, SPELLS), NEVER, np.int32)
        self._ends = np.full((1, SPELLS), NEVER, np.int32)

    def spells(self, person: Array) -> tuple[Array, Array]:
        """First and last days, a row of SPELLS for each person; NEVER where there is none."""
        row = self._row[person]
        return self._begins[row], self._ends[row]

    def inside(self, person: Array, first: Array, last: Array) -> Array:
        """In custody on some day from `first` to `last`."""
        row = self._row[person]
        found = np.zeros(len(row), bool)
        some = np.flatnonzero(row != OUTSIDE)
        begins, ends = self._begins[row[some]], self._ends[row[some]]
        found[some] = np.any((begins <= last[some, None]) & (ends >= first[some, None]), axis=1)
        return found

    def touches(self, person: Array, start: Array, end: Array) -> Array:
        """A spell from `start` to `end` would meet or adjoin another one of his."""
        begins, ends = self.spells(person)
        meets = (begins <= end[:, None] + 1) & (ends >= start[:, None] - 1) & (begins < NEVER)
        return np.asarray(np.any(meets, axis=1))

    def has_room(self, person: Array) -> Array:
        begins, _ = self.spells(person)
        return np.asarray((begins < NEVER).sum(axis=1) < SPELLS)

    def lock_up(self, person: Array, start: Array, end: Array) -> None:
        """Enter a spell for each person (no person twice in one call)."""
        new = person[self._row[person] == OUTSIDE]
        self._row[new] = len(self._begins) + np.arange(len(new))
        empty = np.full((len(new), SPELLS), NEVER, np.int32)
        self._begins, self._ends = np.concatenate([self._begins, empty]), np.concatenate([self._ends, empty])
        row = self._row[person]
        slot = (self._begins[row] < NEVER).sum(axis=1)
        self._begins[row, slot], self._ends[row, slot] = start, end
