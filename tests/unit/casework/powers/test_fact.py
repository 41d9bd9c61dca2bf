"""A fact fits its kind, and holds from when it was known to when it ended."""

from datetime import date, timedelta
from typing import Any

import pytest

from v100.casework.powers import Fact, load

KINDS = load().kinds
DAY = date(2026, 3, 1)


def fact(kind: str, **more: Any) -> Fact:
    return Fact(kind=KINDS[kind], on=DAY, opens="R1", words="as recorded", **more)


@pytest.mark.parametrize(
    ("kind", "more", "fault"),
    [
        ("convicted", {"woman": "W"}, "about the man alone"),
        ("violence", {}, "about him and one woman: give her reference"),
        ("necessity", {}, "recorded for one power: give its code"),
        ("convicted", {"power": "SPO"}, "is of no one power"),
    ],
)
def test_a_fact_that_does_not_fit_its_kind_is_refused(kind: str, more: dict[str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        fact(kind, **more)


def test_it_holds_from_its_day_to_its_last() -> None:
    held = fact("on_licence", until=DAY + timedelta(2))
    assert [held.holds(DAY + timedelta(days)) for days in (-1, 0, 2, 3)] == [False, True, True, False]


def test_it_does_not_hold_before_it_was_known() -> None:
    late = fact("convicted", known_on=DAY + timedelta(5))
    assert [late.holds(DAY + timedelta(days)) for days in (0, 4, 5)] == [False, False, True]


def test_what_was_known_before_it_came_about_holds_from_its_day() -> None:
    planned = fact("convicted", known_on=DAY - timedelta(5))
    assert not planned.holds(DAY - timedelta(1))
