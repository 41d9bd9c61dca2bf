"""Series: drawn together while the mean of pairs speaks for one hand, so that a chain makes none."""

import pyarrow as pa
import pytest

from v100.linkage.series import _hanging, _series

STRONG, WEAK = 40_000, 0


def together(pairs: dict[tuple[str, str], int]) -> list[list[str]]:
    """As find_series has it: strong pairs say what hangs together, all pairs within are weighed."""
    strong = [pair for pair, weight in pairs.items() if weight >= 30_000]
    columns = [pa.array([pair[side] for pair in strong], pa.string()) for side in (0, 1)]
    hangs = dict(zip(*(column.to_pylist() for column in _hanging(pa.table(columns, ["one", "other"]))), strict=True))
    inside = [
        {"hangs": hangs[one], "one": one, "other": other, "log10_bf": weight}
        for (one, other), weight in pairs.items()
        if one in hangs and hangs[one] == hangs.get(other)
    ]
    return sorted(_series(pa.Table.from_pylist(sorted(inside, key=lambda pair: pair["hangs"]))))


def test_crimes_that_are_all_alike_are_one_series() -> None:
    assert together({("a", "b"): STRONG, ("a", "c"): STRONG, ("b", "c"): STRONG}) == [["a", "b", "c"]]


def test_a_chain_of_lucky_pairs_is_parted() -> None:
    chain = {("a", "b"): STRONG + 1, ("b", "c"): STRONG, ("c", "d"): STRONG + 2}
    assert together(chain) == [["a", "b"], ["c", "d"]]


def test_two_series_that_do_not_touch_are_two() -> None:
    assert together({("a", "b"): STRONG, ("x", "y"): STRONG, ("a", "x"): WEAK + 1}) == [["a", "b"], ["x", "y"]]


@pytest.mark.parametrize("pairs", [{}, {("a", "b"): 29_999}])
def test_what_is_not_strong_enough_is_none(pairs: dict[tuple[str, str], int]) -> None:
    assert together(pairs) == []
