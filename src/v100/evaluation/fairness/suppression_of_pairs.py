"""Small numbers of a table of two kinds of groups held back, so that none comes out by way of the tables of each kind.

Sums along rows and columns, some of them held back themselves, make a network: how far a number could be another while
everything told stays as it is, is a flow through the numbers held back (Gusfield 1988, *SIAM J. Comput.* 17(3)).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from v100.evaluation.fairness.suppression import Mask

Table = npt.NDArray[np.signedinteger[Any]]


def held_back_pairs(counts: Table, rows: Mask, columns: Mask, *, smallest: int) -> Mask:
    """Which counts of a table are not shown. `rows` and `columns`: of which groups the sum is held back in the table of
    their own kind; the other sums, and the sum of all, are known.

    Held back is, first, a count below `smallest` and all of a group whose sum is; then, while it is not `_covered`, the
    least of what is shown and all that is as little.
    """
    hidden: Mask = (counts < smallest) | rows[:, None] | columns[None, :]
    while not hidden.all() and not _covered(counts, hidden, rows, columns, smallest):
        hidden |= counts <= counts[~hidden].min()
    return hidden


def _covered(counts: Table, hidden: Mask, rows: Mask, columns: Mask, smallest: int) -> bool:
    """Each number held back, a count or a sum, could lie anywhere within `smallest`; and it could be another though a
    reader guesses that every count below it that is held back is held back for being small."""
    anything = np.full_like(counts, counts.sum())
    small = np.where((counts < smallest) & ~rows[:, None] & ~columns[None, :], smallest - 1 - counts, anything)
    wide = all(span >= smallest for span in _spans(counts, hidden, rows, columns, anything))
    return wide and all(_spans(counts, hidden, rows, columns, small))


def _spans(counts: Table, hidden: Mask, rows: Mask, columns: Mask, rise: Table) -> Iterator[int]:
    """Of each number held back: the most that it could be, less the least, for who knows all that is told; a count
    rises by no more than `rise`.

    The table has one row and one column more, for the sums, which are taken off: so every row and column adds up to
    nothing, and what goes up in one place goes down in another of the same row, up in another of the same column.
    """
    most = int(counts.sum())
    down, up = (np.zeros((len(rows) + 1, len(columns) + 1), dtype=np.int32) for _ in range(2))
    down[:-1, :-1], up[:-1, :-1] = np.where(hidden, counts, 0), np.where(hidden, rise, 0)
    down[:-1, -1], up[:-1, -1] = np.where(rows, most, 0), np.where(rows, counts.sum(axis=1), 0)
    down[-1, :-1], up[-1, :-1] = np.where(columns, most, 0), np.where(columns, counts.sum(axis=0), 0)
    for row, column in np.argwhere(down + up):
        yield _room(down, up, row, column) + _room(down, up, row, column, falls=True)


def _room(down: Table, up: Table, row: int, column: int, *, falls: bool = False) -> int:
    """How far the number in this place could rise, or fall, by the others."""
    size, limit = len(down), int((down if falls else up)[row, column])
    flow = np.zeros((sum(down.shape),) * 2, dtype=np.int32)
    flow[:size, size:], flow[size:, :size] = down, up.T
    flow[row, size + column] = flow[size + column, row] = 0
    ends = (size + column, row) if falls else (row, size + column)
    return min(limit, int(maximum_flow(csr_array(flow), *ends).flow_value))
