"""Of two kinds of groups at once no small number comes out, neither beside the tables of each kind nor by the rule."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from v100.evaluation.fairness.suppression import Mask, held_back
from v100.evaluation.fairness.suppression_of_pairs import held_back_pairs

Counts = npt.NDArray[np.int64]


def masks(counts: Counts, smallest: int) -> tuple[Mask, Mask, Mask]:
    """What is held back of the rows' sums and of the columns' (as in the tables of each kind), and of the pairs."""
    rows, columns = (held_back(counts.sum(axis=axis), smallest=smallest) for axis in (1, 0))
    return rows, columns, held_back_pairs(counts, rows, columns, smallest=smallest)


def told(*counts: list[int], smallest: int = 10) -> list[list[int | None]]:
    table = np.array(counts)
    hidden = masks(table, smallest)[2]
    return [
        [None if hide else int(each) for each, hide in zip(*row, strict=True)]
        for row in zip(table, hidden, strict=True)
    ]


def test_large_numbers_are_told() -> None:
    assert told([30, 20], [10, 40]) == [[30, 20], [10, 40]]


def test_one_small_number_takes_its_row_and_its_column_along() -> None:
    """The sums of both are told: else 34 less 31 would be 3, and so would 24 less 21."""
    assert told([31, 3], [30, 21]) == [[None, None], [None, None]]


def test_a_ring_of_numbers_held_back_is_enough() -> None:
    """Any of the four could go up by six or more with its neighbours going the other way; the rest is told."""
    assert told([6, 9, 40], [9, 7, 50], [60, 70, 80]) == [[None, None, 40], [None, None, 50], [60, 70, 80]]


def test_a_ring_that_leaves_too_little_room_is_widened() -> None:
    """Two of the ring are nought: none of it can go down by more, so that all would be known."""
    (first, second, third) = told([15, 0, 40], [0, 15, 50], [60, 70, 80])
    assert (first[:2], second[:2]) == ([None, None], [None, None])
    assert third[2] == 80


def test_a_group_that_is_held_back_alone_is_in_no_pair() -> None:
    """Of the third group six are listed, and the second goes with it; 30 and 20 of the first are told."""
    table = np.array([[30, 20], [14, 12], [6, 0]])
    rows, _, hidden = masks(table, 10)
    assert rows.tolist() == [False, True, True]
    assert hidden[1:].all()


TABLES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(
        st.lists(st.sampled_from([0, 1, 3, 8, 12, 20, 45]), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(deadline=None, max_examples=60)
@given(rows=TABLES, smallest=st.integers(2, 12))
def test_no_number_that_is_held_back_comes_out_by_subtraction(rows: list[list[int]], smallest: int) -> None:
    """Asked of linear programming: with all that both kinds of tables tell, the least and the most of each number."""
    counts = np.array(rows)
    few, few_other, hidden = masks(counts, smallest)
    assert not (~hidden & (counts < smallest)).any()
    assert not (~hidden & (few[:, None] | few_other[None, :])).any()
    if hidden.all():
        return
    for number, (least, most) in ranges(counts, few, few_other, hidden):
        assert most - least >= smallest, number


def ranges(counts: Counts, rows: Mask, columns: Mask, hidden: Mask) -> Iterator[tuple[Any, tuple[float, float]]]:
    """Of each number held back."""
    size = counts.size
    along = [(("row", row), np.arange(size) // counts.shape[1] == row, rows[row]) for row in range(len(rows))]
    down = [
        (("column", column), np.arange(size) % counts.shape[1] == column, columns[column])
        for column in range(len(columns))
    ]
    each = [(("pair", place), np.arange(size) == place, hidden.flat[place]) for place in range(size)]
    sums = [*along, *down, *each]
    known = [of for _, of, secret in sums if not secret] + [np.ones(size, dtype=bool)]
    beside = {"A_eq": np.array(known, dtype=float), "b_eq": [float(counts.ravel()[of].sum()) for of in known]}
    for number, of, secret in sums:
        if secret:
            least, most = (sign * linprog(sign * of.astype(float), **beside).fun for sign in (1, -1))
            yield number, (round(least, 6), round(most, 6))


def every(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread so many men over so many cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in every(cells - 1, total - first):
            yield (first, *rest)


@pytest.mark.parametrize(("shape", "most", "smallest"), [((2, 2), 14, 2), ((2, 2), 13, 3), ((2, 3), 9, 2)])
def test_who_knows_the_rule_and_every_sum_still_cannot_tell(shape: tuple[int, int], most: int, smallest: int) -> None:
    """Every table up to a total: whatever is held back in it, in any of the three tables, could be two numbers."""
    looks_like: dict[Any, list[npt.NDArray[np.int64]]] = {}
    for total in range(1, most + 1):
        for cells in every(shape[0] * shape[1], total):
            counts = np.array(cells).reshape(shape)
            numbers = np.concatenate([counts.ravel(), counts.sum(axis=1), counts.sum(axis=0)])
            rows, columns, hidden = masks(counts, smallest)
            shown = np.where(np.concatenate([hidden.ravel(), rows, columns]), -1, numbers)
            looks_like.setdefault((total, *shown.tolist()), []).append(numbers)
    pairs = {look[1 : 1 + shape[0] * shape[1]] for look in looks_like}
    assert shape == (2, 2) or any(-1 in look and set(look) != {-1} for look in pairs), "some are told beside others"
    for (_, *shown), tables in looks_like.items():
        for place, number in enumerate(shown):
            assert number != -1 or len({int(numbers[place]) for numbers in tables}) > 1, (shape, tables)
