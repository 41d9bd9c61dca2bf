"""Residents by kind of victim (woman, girl …) on any day, without sorting anew: a kind is a run of births."""

import numpy as np

from v100.city.calendar import born_by
from v100.city.people import People
from v100.city.rates import VICTIMS
from v100.city.streams import Array

KINDS = len(VICTIMS) - 1
"""Kinds of people; the last of VICTIMS is nobody."""
BIRTHS = 2**18
"""Room for a day of birth within a key; births lie within half of it on either side of 1970."""


class ByBirth:
    """People in order of a key of theirs (whole numbers from 0), then sex, then birth."""

    def __init__(self, people: People, key: Array, who: Array) -> None:
        place = (key.astype(np.int64) * 2 + people.sex[who]) * BIRTHS + people.born[who] + BIRTHS // 2
        order = np.argsort(place, kind="stable")
        self._place, self.people = place[order], who[order]

    def runs(self, key: Array, kind: Array, on: int) -> tuple[Array, Array]:
        """First position in `people` and how many there are of each key and kind (a place in VICTIMS) on a day."""
        after, until = _births(on)[:, kind % 3]
        cell = (key.astype(np.int64) * 2 + (kind < 3)) * BIRTHS + BIRTHS // 2
        low = np.searchsorted(self._place, cell + after, side="right")
        return low, np.searchsorted(self._place, cell + until, side="right") - low


def _births(on: int) -> Array:
    """Births after the first and until the second row are of the grown-up, those of 13 to 17, those under 13."""
    grown, teens = born_by(on, 18), born_by(on, 13)
    return np.array([[-BIRTHS // 2 - 1, grown, teens], [grown, teens, on]])
