"""The clock of an application for disclosure (C14), by worked examples."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from v100.casework.women.clock import DECIDE_WITHIN, Clock, clock

ASKED = date(2026, 3, 20)
"""A Friday; the clocks go forward on the 29th, and Good Friday is on 3 April."""


def on(day: int) -> date:
    return ASKED + timedelta(days=day)


def clock_on(day: int, rereads: list[int], interims: list[int] | None = None, decided: int | None = None) -> Clock:
    return clock(
        ASKED,
        rereads=map(on, rereads),
        interims=map(on, interims or []),
        decided_on=on(decided) if decided is not None else None,
        today=on(day),
    )


def test_it_is_read_again_on_five_days_and_decided_on_the_28th() -> None:
    found = clock_on(0, [])
    assert [each.due_on.isoformat() for each in found.rereads] == [
        "2026-03-20",
        "2026-03-23",
        "2026-03-27",
        "2026-04-03",
        "2026-04-10",
    ]
    assert found.decide_by.isoformat() == "2026-04-17"


@pytest.mark.parametrize(
    ("day", "rereads", "interims", "decided", "late", "interim"),
    [
        (0, [], [], None, False, False),  # to be read today
        (1, [], [], None, True, True),  # not read on the day she asked
        (1, [0], [], None, False, False),
        (3, [0], [], None, False, False),  # due today
        (4, [0], [], None, True, True),
        (4, [0, 2], [], None, True, True),  # a reading on day 2 is not that of day 3
        (4, [0], [4], None, True, False),  # a step was taken since it was missed
        (4, [0], [3], None, True, True),  # taken before: it says nothing of what was missed
        (8, [0], [4], None, True, True),  # the next was missed too
        (8, [0, 8], [], None, False, False),  # one reading on day 8 makes up for days 3 and 7
        (28, [0, 3, 7, 14, 21], [], None, False, False),
        (29, [0, 3, 7, 14, 21], [], None, True, True),  # not decided in time
        (29, [0, 3, 7, 14, 21], [], 28, False, False),
        (60, [0], [], 2, False, False),  # decided on day 2: nothing more is due
    ],
)
def test_examples(
    day: int, rereads: list[int], interims: list[int], decided: int | None, late: bool, interim: bool
) -> None:
    found = clock_on(day, rereads, interims, decided)
    assert (found.late, found.interim) == (late, interim)


@given(st.integers(0, 60), st.lists(st.integers(0, 60)), st.lists(st.integers(0, 60)))
def test_it_is_late_for_good_until_it_is_read_or_decided(day: int, rereads: list[int], interims: list[int]) -> None:
    read = [each for each in rereads if each <= day]
    found = clock_on(day, read, interims)
    assert not found.interim or found.late
    if found.late:
        assert clock_on(day + 1, read, interims).late
    assert found.late or day <= DECIDE_WITHIN
    assert not clock_on(day, read, interims, decided=day).late
