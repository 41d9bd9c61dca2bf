"""No number that is not told can be worked out: for each there are other truths that give the same page."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from v100.reports.small_numbers import FEW, FEWEST, NOT_TOLD, TOGETHER, is_small, rounded, told, told_part, told_parts

REACH = 34
"""Every table with three parts up to this is looked at; near the end fewer truths are alike, so they are not asked."""
ASKED = 25


@pytest.mark.parametrize(
    ("number", "says"),
    [(0, "0"), (1, FEW), (9, FEW), (10, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20"), (1246, "1,245")],
)
def test_a_number_by_itself(number: int, says: str) -> None:
    assert told(number) == says


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [(0, 40, "0"), (3, 40, NOT_TOLD), (37, 40, NOT_TOLD), (40, 40, "40"), (20, 41, "20"), (0, 4, NOT_TOLD)],
)
def test_a_part_beside_its_whole(part: int, whole: int, says: str) -> None:
    assert told_part(part, whole) == says


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"rape": 31, "assault": 18}, {"rape": 30, "assault": 20}),
        ({"rape": 31, "assault": 18, "stalking": 7, "arson": 6}, {"rape": 30, "assault": 20, TOGETHER: 15}),
        ({"rape": 31, "assault": 18, "stalking": 3}, {"rape": 30, TOGETHER: 20}),
        ({"rape": 31, "assault": 40, "a": 9, "b": 9}, {"assault": 40, TOGETHER: 50}),
        ({"rape": 31, "assault": 18, "a": 5, "b": 5}, {"rape": 30, "assault": 20, TOGETHER: 10}),
        ({"rape": 31, "assault": 18, "a": 4, "b": 4}, {"rape": 30, TOGETHER: 25}),
        ({"rape": 31, "assault": 18, **dict.fromkeys("abcd", 9)}, {"rape": 30, "assault": 20, TOGETHER: 35}),
        ({"rape": 31, "assault": 18, **dict.fromkeys("abcdef", 9)}, {"rape": 30, "assault": 20, TOGETHER: 55}),
        ({"rape": 31, "assault": 18, **dict.fromkeys("abcdefghijk", 1)}, {"rape": 30, "assault": 20, TOGETHER: 10}),
        ({"rape": 31, "stalking": 3}, {}),
        ({"stalking": 3}, {}),
        ({}, {}),
    ],
)
def test_parts_worked_by_hand(parts: dict[str, int], shown: dict[str, int]) -> None:
    """Two of 9 are as many as two small ones can be at most: together alone they would betray themselves. So would two
    of 4, which are fewer than 10. Four of 9 are told as 35, which 33 is too; eleven of 1 as 10, which 12 is."""
    assert told_parts(parts) == shown


def test_parts_stand_by_number_and_equal_ones_by_name() -> None:
    assert list(told_parts({"c": 20, "d": 30, "b": 20, "small": 7, "a": 9})) == ["d", "b", "c", TOGETHER]


def alike(
    truths: Iterable[tuple[int, ...]], page: Callable[[tuple[int, ...]], Hashable]
) -> dict[Hashable, list[tuple[int, ...]]]:
    """Which truths give the same page."""
    found = defaultdict(list)
    for truth in truths:
        found[page(truth)].append(truth)
    return found


def test_no_small_part_can_be_worked_out_of_any_table_of_three() -> None:
    """All of them: a reader who knows the rules and tries every truth is left with at least two values of each."""
    truths = list(product(range(REACH), repeat=3))
    pages = alike(truths, lambda truth: tuple(told_parts(dict(zip("abc", truth, strict=True))).items()))
    betrayed = {
        truth
        for same in pages.values()
        for truth in same
        if max(truth) < ASKED
        for place, number in enumerate(truth)
        if is_small(number) and len({each[place] for each in same}) < 2
    }
    assert betrayed == set()


def test_neither_a_small_part_nor_a_small_rest_can_be_worked_out() -> None:
    truths = [(part, rest) for part in range(REACH) for rest in range(REACH)]
    pages = alike(truths, lambda truth: (told(sum(truth)), told_part(truth[0], sum(truth))))
    for same in pages.values():
        for part, rest in same:
            if is_small(part):
                assert len({each[0] for each in same}) > 2
            if is_small(rest):
                assert len({each[1] for each in same}) > 2


def test_a_rule_that_leaves_cells_empty_is_caught_by_the_same_search() -> None:
    """The search can fail: rounding and an empty cell alone let the difference through."""

    def page(truth: tuple[int, ...]) -> tuple[str, ...]:
        return (*map(told, truth), str(sum(truth)))

    pages = alike(product(range(REACH), repeat=3), page)
    assert any(
        is_small(number) and len({each[place] for each in same}) == 1
        for same in pages.values()
        for truth in same
        for place, number in enumerate(truth)
    )


PARTS = st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(0, 60) | st.integers(0, 11), max_size=16)


@settings(deadline=None, max_examples=400)
@given(PARTS)
@example({**dict.fromkeys("abcdefghijkl", 1), "m": 10, "n": 30, "o": 40})  # with m alone each would be seen to be 1
def test_what_stands_together_leaves_every_small_part_open(parts: dict[str, int]) -> None:
    """The reader knows which parts stand together, which of them are small, and the least and the most that rounding
    lets them be together; each small one may still be one of two numbers at least."""
    shown = told_parts(parts)
    assume(TOGETHER in shown)
    hidden = [number for name, number in parts.items() if number and name not in shown]
    small, larger = [each for each in hidden if is_small(each)], [each for each in hidden if not is_small(each)]
    least_shown = min(number for name, number in shown.items() if name != TOGETHER) + 2
    low, high = max(FEWEST, shown[TOGETHER] - 2), shown[TOGETHER] + 2
    for number in small:
        possible = [
            guess
            for guess in range(1, FEWEST)
            if guess + (len(small) - 1) + FEWEST * len(larger) <= high
            and guess + 9 * (len(small) - 1) + least_shown * len(larger) >= low
        ]
        assert number in possible
        assert len(possible) > 1


@settings(deadline=None)
@given(PARTS)
def test_no_small_number_is_shown_and_the_parts_are_near_the_truth(parts: dict[str, int]) -> None:
    shown = told_parts(parts)
    assert all(number >= FEWEST and number % 5 == 0 for number in shown.values())
    for name, number in shown.items():
        if name != TOGETHER:
            assert number == rounded(parts[name])
    if shown:
        assert abs(sum(shown.values()) - sum(parts.values())) <= 2 * len(shown)
