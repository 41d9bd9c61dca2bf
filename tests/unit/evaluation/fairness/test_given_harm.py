"""Given the same harm a group must not matter: an even list is found even, a planted preference is seen."""

from collections.abc import Callable

import ibis.expr.types as ir
import numpy as np
import pytest

from v100.evaluation.fairness.given_harm import TWO_KINDS, alike, expected, given_harm, recount
from v100.evaluation.fairness.selection import selection, totals

Table = Callable[..., ir.Table]
Man = tuple[str, float, bool]
"""Group, days, listed."""


def tables(table: Table, men: list[Man], *, said: dict[int, float] | None = None) -> tuple[ir.Table, ir.Table]:
    """Men and their groups; `said`: men, by place, of whom the ranking says other days than their lines."""
    rows = [(f"p{place:04}", days, (said or {}).get(place, days), True, listed, False)
            for place, (_, days, listed) in enumerate(men)]  # fmt: skip
    schema = {"person_id": "string", "days": "decimal(18, 4)", "ranked_days": "decimal(18, 4)"}
    groups = [(f"p{place:04}", "ethnicity", group) for place, (group, *_) in enumerate(men)]
    return (
        table(rows, **schema, ranked="boolean", listed="boolean", enough="boolean"),
        table(groups, person_id="string", kind="string", group="string"),
    )


def by_days(size: int) -> list[Man]:
    """600 men, one in three of group B, days from 1 to 600: the first `size` by days are listed."""
    return [("B" if days % 3 == 0 else "A", days, days > 600 - size) for days in range(1, 601)]


def preferred(men: list[Man], swaps: int) -> list[Man]:
    """So many listed men of A give way to the men of B with the most days of those not listed."""
    out = [man for man in men if man[0] == "A" and man[2]][:swaps]
    into = [man for man in men if man[0] == "B" and not man[2]][-swaps:]
    return [(man[0], man[1], (man[2] or man in into) and man not in out) for man in men]


def test_where_harm_alone_decides_nothing_is_left_for_a_group(table: Table) -> None:
    men, groups = tables(table, by_days(120))
    found = given_harm(men, groups, selection(men, groups, smallest=10), smallest=10)
    assert [(each.group, each.listed, each.expected, each.chance) for each in found] == [
        ("A", 80, 80, None),
        ("B", 40, 40, None),
    ]
    assert not any(each.fault for each in found)
    assert recount(men).sound


def test_a_planted_preference_is_seen(table: Table) -> None:
    men, groups = tables(table, preferred(by_days(120), 20))
    found = {each.group: each for each in given_harm(men, groups, selection(men, groups, smallest=10), smallest=10)}
    assert (found["A"].listed, found["B"].listed) == (60, 60)
    assert found["B"].expected < 42, "by days alone it would be 40"
    assert found["A"].fault
    assert found["B"].fault
    assert recount(men).passed_over > 0
    assert not recount(men).sound


def test_days_that_do_not_add_up_are_seen(table: Table) -> None:
    men, _ = tables(table, by_days(120), said={3: 400})
    assert recount(men).differ == 1


def test_men_with_the_days_of_the_last_place_are_told_and_are_no_fault(table: Table) -> None:
    """40 men with 100 days for 20 places: 13 of A and 7 of B, where 14 and 6 would be expected: chance."""
    tied: list[Man] = [("B" if place % 10 < 3 else "A", 100, place in (0, 1, 2, 10, 11, 12, 20) or 3 <= place < 10
                        or 23 <= place < 29) for place in range(40)]  # fmt: skip
    men, groups = tables(table, [*[("A", 500, True)] * 30, *[("B", 500, True)] * 20, *tied, *[("A", 1, False)] * 50])
    assert recount(men).tied == 40
    assert recount(men).sound
    found = {each.group: each for each in given_harm(men, groups, selection(men, groups, smallest=5), smallest=5)}
    assert (found["A"].listed, found["A"].expected) == (43, pytest.approx(44))
    assert (found["B"].listed, found["B"].expected) == (27, pytest.approx(26))
    assert found["B"].chance is not None
    assert found["B"].chance > 0.3
    assert not found["B"].fault


def test_a_group_that_always_loses_a_tie_is_at_fault(table: Table) -> None:
    tied: list[Man] = [("B", 100, False)] * 20 + [("A", 100, True)] * 20
    men, groups = tables(table, [*[("A", 500, True)] * 30, *[("B", 500, True)] * 20, *tied, *[("A", 1, False)] * 50])
    found = {each.group: each for each in given_harm(men, groups, selection(men, groups, smallest=10), smallest=10)}
    assert found["B"].fault
    assert recount(men).sound, "nobody with more days was passed over"


def test_expected_worked_by_hand() -> None:
    """Two blocks: of 4 men 1 listed, of 2 both; the group has 2 of the first and 1 of the second.

    Expected 2 x 1/4 + 1; spread (Mantel and Haenszel) 2 x 2 x 1 x 3 / (16 x 3) = 0.25; one listed of the first block
    and one of the second is half a man more than expected, one standard deviation: 31.7%.
    """
    block = np.array([0, 0, 0, 0, 1, 1])
    listed = np.array([True, False, False, False, True, True])
    mine = np.array([True, True, False, False, True, False])
    seen, hoped, chance = expected(block, listed, mine)
    assert (seen, hoped) == (2, 1.5)
    assert chance == pytest.approx(0.3173, abs=0.0001)


def test_blocks_are_of_men_between_whom_days_did_not_decide() -> None:
    units = np.array([1, 2, 3, 4, 5, 6])
    assert alike(units, np.array([False, False, False, True, True, True])).tolist() == [0, 0, 0, 1, 1, 1]
    assert alike(units, np.array([False, True, False, False, True, True])).tolist() == [0, 1, 1, 1, 2, 2]


def test_totals_are_of_all_men(table: Table) -> None:
    men, _ = tables(table, by_days(120))
    found = totals(men)
    assert (found.suspects, found.ranked, found.listed, found.days) == (600, 600, 120, 180_300)


def test_rates_are_set_against_the_largest_group(table: Table) -> None:
    """A: 80 of 400 listed; B: 40 of 200, 30 more set aside. As often for each suspect, and for each day."""
    men, groups = tables(table, by_days(120))
    found = {each.group: each for each in selection(men, groups, smallest=10)}
    assert found["A"].to_largest is None
    assert found["A"].per_1000 == 200
    assert found["B"].to_largest
    assert found["B"].to_largest.value == pytest.approx(1)
    assert found["B"].days_to_largest
    assert found["B"].days_to_largest.value == pytest.approx((40 / 60_300) / (80 / 120_000))


def test_a_small_group_is_told_nowhere(table: Table) -> None:
    men, groups = tables(table, [*by_days(120), *[("C", 700, True)] * 3, *[("C", 2, False)] * 20])
    found = {each.group: each for each in selection(men, groups, smallest=10)}
    assert (found["C"].suspects, found["C"].listed, found["C"].per_1000) == (23, None, None)
    assert found["B"].listed is None, "else 3 would be what is left"
    assert found["B"].to_largest is None
    assert found["A"].listed == 80
    assert [each.group for each in given_harm(men, groups, list(found.values()), smallest=10)] == ["A"]


def test_nor_is_a_group_of_whom_nearly_all_are_listed(table: Table) -> None:
    """45 of 50: else it would be told that five are not."""
    nearly_all: list[Man] = [("C", 700, True)] * 45 + [("C", 2, False)] * 5
    men, groups = tables(table, [*by_days(120), *nearly_all])
    found = {each.group: each.listed for each in selection(men, groups, smallest=10)}
    assert found == {"A": 80, "B": None, "C": None}


def test_who_is_held_back_is_no_yardstick(table: Table) -> None:
    """D has most suspects and six listed; B is set against A."""
    few: list[Man] = [("D", 700, True)] * 6 + [("D", 2, False)] * 900 + [("E", 700, True)] * 7 + [("E", 2, False)] * 20
    men, groups = tables(table, [*by_days(120), *few])
    found = {each.group: each for each in selection(men, groups, smallest=10)}
    assert {group: each.listed for group, each in found.items()} == {"A": 80, "B": 40, "D": None, "E": None}
    assert found["A"].to_largest is None
    assert found["B"].to_largest
    assert found["B"].to_largest.value == pytest.approx(1)


def of_two_kinds(table: Table, swaps: int) -> tuple[ir.Table, ir.Table]:
    """800 men, 200 of each pair of an ethnicity (A, B) and an age (old, young), 160 listed by days; then so many places
    go from the old of A and the young of B to the young of A and the old of B: by one kind nothing shows."""
    pairs = [("A", "young"), ("B", "old"), ("A", "old"), ("B", "young")]
    listed = {pair: 40 + (swaps if pair in pairs[:2] else -swaps) for pair in pairs}
    rows, kinds = [], []
    for pair, many in listed.items():
        for place in range(200):
            name = f"{''.join(pair)}{place:03}"
            rows.append((name, 200 - place, 200 - place, True, place < many, False))
            kinds += [(name, "age", pair[1]), (name, "ethnicity", pair[0])]
    schema = {"person_id": "string", "days": "decimal(18, 4)", "ranked_days": "decimal(18, 4)"}
    return (
        table(rows, **schema, ranked="boolean", listed="boolean", enough="boolean"),
        table(kinds, person_id="string", kind="string", group="string"),
    )


def test_a_preference_within_two_kinds_at_once_is_seen(table: Table) -> None:
    men, groups = of_two_kinds(table, 15)
    found = given_harm(men, groups, selection(men, groups, smallest=10), smallest=10)
    by_group = {each.group: each for each in found}
    assert [each.group for each in found if each.kind == TWO_KINDS] == ["A, old", "A, young", "B, old", "B, young"]
    assert (by_group["A"].listed, by_group["young"].listed) == (80, 80)
    assert not any(by_group[name].fault for name in ("A", "B", "young", "old"))
    assert (by_group["A, young"].listed, by_group["A, young"].expected) == (55, pytest.approx(40))
    assert all(by_group[name].fault for name in ("A, young", "A, old", "B, young", "B, old"))


def test_an_even_list_is_even_by_two_kinds_too(table: Table) -> None:
    men, groups = of_two_kinds(table, 0)
    found = given_harm(men, groups, selection(men, groups, smallest=10), smallest=10)
    assert len(found) == 8
    assert not any(each.fault for each in found)


def test_pairs_with_small_numbers_are_not_told(table: Table) -> None:
    """Of the old of A and the young of B five each are listed: with the sums of 80 known, all pairs would be."""
    men, groups = of_two_kinds(table, 35)
    found = given_harm(men, groups, selection(men, groups, smallest=10), smallest=10)
    assert {each.kind for each in found} == {"ethnicity", "age"}
