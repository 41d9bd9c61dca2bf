"""Small numbers held back, and enough beside them that none can be worked out from the total."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Counts: TypeAlias = Sequence[int] | npt.NDArray[np.int64]


def held_back(*parts: Counts, smallest: int, already: Mask | None = None) -> Mask:
    """Which groups' counts are not shown: one place for each group, in the order given.

    `parts` are counts of men by group that a reader could tell apart: those counted and, where the population that
    they belong to is shown as well, the rest of it. Totals over all groups are taken as known. Held back is, first, a
    group with a part below `smallest`, and one that is held back `already` (its population is); then, while only one is
    hidden, or the hidden hold together fewer than `smallest` of a part or as many as small ones can at most, the shown
    group with the least and all that have as little. Of each count held back several values remain possible, also for
    a reader who knows this rule. A part that nobody belongs to needs no protection: its total says so.
    """
    counts = np.array([part for part in parts if sum(part)], dtype=np.int64).reshape(-1, len(parts[0]))
    least = counts.min(axis=0, initial=np.iinfo(np.int64).max)
    hidden: Mask = least < smallest
    if already is not None:
        hidden |= already
    while hidden.any() and not hidden.all() and not _covered(counts, hidden, smallest):
        hidden |= least <= least[~hidden].min()
    return hidden


def _covered(counts: npt.NDArray[np.int64], hidden: Mask, smallest: int) -> bool:
    """What subtraction gives is a sum of several groups, which leaves open how much is whose."""
    together, groups = counts[:, hidden].sum(axis=1), int(hidden.sum())
    return groups > 1 and bool(((together >= smallest) & (together != groups * (smallest - 1))).all())


def shown(counts: Counts, hidden: Mask) -> list[int | None]:
    """The counts, nothing in the place of what is held back."""
    return [None if hide else int(count) for count, hide in zip(counts, hidden, strict=True)]
