"""Series: drawn together while the mean of pairs speaks for one hand, so that a chain makes none."""

import numpy as np
import pytest

from v100.linkage.series import _together

STRONG, WEAK = 30_000, 0


def together(pairs: dict[tuple[str, str], int]) -> list[list[str]]:
    one, other = ([pair[side] for pair in sorted(pairs)] for side in (0, 1))
    return sorted(_together(one, other, np.array([pairs[pair] for pair in sorted(pairs)])))


def test_crimes_that_are_all_alike_are_one_series() -> None:
    assert together({("a", "b"): STRONG, ("a", "c"): STRONG, ("b", "c"): STRONG}) == [["a", "b", "c"]]


def test_a_chain_of_lucky_pairs_is_parted() -> None:
    chain = {("a", "b"): STRONG + 1, ("b", "c"): STRONG, ("c", "d"): STRONG + 2}
    assert together(chain) == [["a", "b"], ["c", "d"]]


def test_two_series_that_do_not_touch_are_two() -> None:
    assert together({("a", "b"): STRONG, ("x", "y"): STRONG, ("a", "x"): WEAK + 1}) == [["a", "b"], ["x", "y"]]


@pytest.mark.parametrize("pairs", [{}, {("a", "b"): 19_999}])
def test_what_is_not_strong_enough_is_none(pairs: dict[tuple[str, str], int]) -> None:
    assert together(pairs) == []
