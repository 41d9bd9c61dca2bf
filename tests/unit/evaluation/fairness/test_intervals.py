"""Intervals, against published and hand-worked examples."""

import pytest

from v100.evaluation.fairness.intervals import ratio, share


def test_wilsons_interval_of_a_published_example() -> None:
    """81 of 263: Newcombe 1998, Statistics in Medicine 17, table I, method 3."""
    found = share(81, 263)
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.3080, 0.2553, 0.3662)


def test_a_share_of_none_has_an_interval_too() -> None:
    found = share(0, 20)
    assert found.low == pytest.approx(0, abs=1e-12)
    assert found.high == pytest.approx(0.1611, abs=0.0001)


def test_katzs_interval_worked_by_hand() -> None:
    """20 of 100 against 10 of 100: log 2 with a spread of sqrt(1/20 - 1/100 + 1/10 - 1/100) = 0.3606."""
    found = ratio(20, 100, 10, 100)
    assert found
    assert found.value == pytest.approx(2)
    assert (round(found.low, 3), round(found.high, 3)) == (0.987, 4.054)


def test_days_are_no_people() -> None:
    """The same counts for 1,000 days each: the spread is sqrt(1/20 + 1/10) = 0.3873."""
    found = ratio(20, 1000, 10, 1000, of_people=False)
    assert found
    assert (round(found.low, 3), round(found.high, 3)) == (0.936, 4.273)


def test_a_part_of_nought_has_no_ratio() -> None:
    assert ratio(0, 10, 5, 10) is None
    assert ratio(5, 10, 0, 10) is None
