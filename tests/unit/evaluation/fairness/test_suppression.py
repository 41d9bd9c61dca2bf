"""Small numbers are held back, and enough beside them that nobody works them out."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from v100.evaluation.fairness.suppression import held_back, shown


def told(*counts: int, smallest: int = 10) -> list[int | None]:
    return shown(counts, held_back(counts, smallest=smallest))


def test_large_numbers_are_told() -> None:
    assert told(30, 10, 60) == [30, 10, 60]


def test_one_small_number_takes_the_next_smallest_with_it() -> None:
    """Else 100 less 60 and 37 would tell that there are 3."""
    assert told(60, 3, 37) == [60, None, None]


def test_two_small_numbers_that_make_a_small_sum_take_another() -> None:
    assert told(4, 3, 60, 33) == [None, None, 60, None]
    assert told(4, 8, 60, 28) == [None, None, 60, 28]
    assert told(4, 6, 60, 30) == [None, None, 60, 30]


def test_as_many_as_small_numbers_can_be_would_tell_each() -> None:
    """18 of two that are both below 10 would be 9 and 9."""
    assert told(9, 9, 60, 22) == [None, None, 60, None]


def test_nobody_at_all_is_no_secret() -> None:
    assert told(0, 0, 0) == [0, 0, 0]


def test_the_rest_of_a_population_that_is_told_is_protected_too() -> None:
    """Of 40 men 38 arrested leaves 2."""
    men, arrested = np.array([40, 60, 50]), np.array([38, 30, 25])
    assert shown(arrested, held_back(arrested, men - arrested, smallest=10)) == [None, 30, None]


def test_who_is_held_back_in_the_population_is_held_back_in_its_parts() -> None:
    already = np.array([True, False, False])
    assert shown([20, 30, 25], held_back([20, 30, 25], smallest=10, already=already)) == [None, 30, None]


@settings(deadline=None)
@given(
    parts=st.integers(1, 7).flatmap(
        lambda groups: st.lists(st.lists(st.integers(0, 60), min_size=groups, max_size=groups), min_size=1, max_size=2)
    ),
    smallest=st.integers(1, 12),
)
def test_no_number_that_is_held_back_comes_out_by_subtraction(parts: list[list[int]], smallest: int) -> None:
    """The total less what is told is a sum of several groups, and no small one; or nothing is told at all."""
    hidden = held_back(*parts, smallest=smallest)
    for part in parts:
        rest = sum(part) - sum(number for number in shown(part, hidden) if number is not None)
        assert all(number is None or number >= smallest or not sum(part) for number in shown(part, hidden))
        if hidden.any() and not hidden.all() and sum(part):
            assert hidden.sum() > 1
            assert rest >= smallest


@pytest.mark.parametrize(("groups", "total", "smallest"), [(2, 30, 5), (3, 24, 4), (4, 16, 3)])
def test_who_knows_the_rule_and_the_total_still_cannot_tell(groups: int, total: int, smallest: int) -> None:
    """Every table of so many groups: what is held back in it could be at least two numbers, for every group."""
    looks_like: dict[tuple[int, tuple[int | None, ...]], list[tuple[int, ...]]] = {}
    for counts in product(range(total + 1), repeat=groups):
        if 0 < sum(counts) <= total:
            looks_like.setdefault((sum(counts), tuple(told(*counts, smallest=smallest))), []).append(counts)
    for (_, row), tables in looks_like.items():
        for place, number in enumerate(row):
            assert number is not None or len({counts[place] for counts in tables}) > 1, tables
