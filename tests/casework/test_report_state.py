"""How a report stands against a man, as a table: what happened, the report's outcome, the answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.state import NEXT, State, state_of
from v100.reports.reference import outcomes

TABLE = """
                                                            |     | Never arrested
interview victim_withdrew                                   |     | Never arrested
contact death order breach                                  |     | Never arrested
arrest                                                      |     | Released under investigation
arrest interview bail                                       |     | On bail
arrest bail sent_to_cps                                     |     | With the CPS
arrest sent_to_cps bail                                     |     | With the CPS
arrest bail charge                                          |     | Charged
interview charge                                            |     | Charged
arrest charge arrest bail                                   |     | Charged
arrest charge remand plea release                           |     | Charged
arrest no_further_action                                    |     | No further action
arrest no_further_action arrest                             |     | Released under investigation
arrest no_further_action charge                             |     | Charged
arrest charge discontinued                                  |     | No further action
false_report                                                |     | No further action
arrest charge acquittal                                     |     | Acquitted
arrest charge acquittal conviction                          |     | Convicted
arrest charge conviction acquittal                          |     | Convicted
arrest charge conviction sentence release recall            |     | Convicted
wanted                                                      |     | Wanted
arrest bail wanted                                          |     | Wanted
wanted arrest                                               |     | Released under investigation
arrest charge wanted                                        |     | Wanted
arrest charge wanted arrest                                 |     | Charged
arrest wanted no_further_action                             |     | No further action
arrest charge conviction wanted                             |     | Convicted
                                                            | 1   | Charged
arrest bail                                                 | 1A  | Charged
arrest charge conviction                                    | 1   | Convicted
arrest charge                                               | 16  | Charged
                                                            | 18  | No further action
arrest bail                                                 | 16  | No further action
arrest                                                      | 3   | Dealt with out of court
arrest                                                      | 8   | Dealt with out of court
wanted                                                      | 16  | No further action
wanted                                                      | 1   | Wanted
"""
ROWS = [[cell.strip() for cell in row.split("|")] for row in TABLE.strip("\n").splitlines()]
START = date(2026, 1, 1)


@pytest.mark.parametrize(("happened", "outcome", "expected"), ROWS)
def test_a_report_stands_as_the_table_says(happened: str, outcome: str, expected: str) -> None:
    days = [(START + timedelta(days=number), kind) for number, kind in enumerate(happened.split())]
    assert state_of(days, outcome or None) == expected


def test_on_one_day_he_is_arrested_before_he_is_bailed_or_charged() -> None:
    assert state_of([(START, "charge"), (START, "arrest")]) == State.CHARGED
    assert state_of([(START, "bail"), (START, "arrest")]) == State.ON_BAIL


@given(st.lists(st.tuples(st.dates(START, START + timedelta(days=5)), st.sampled_from(Kind.values)), max_size=8))
def test_the_order_in_which_it_is_told_does_not_matter(happened: list[tuple[date, str]]) -> None:
    assert state_of(happened) == state_of(happened[::-1]) == state_of(sorted(happened))


@given(
    st.lists(st.tuples(st.dates(START), st.sampled_from(Kind.values)), max_size=8),
    st.sampled_from(["", *outcomes()]),
)
def test_who_was_convicted_is_never_said_to_be_less(happened: list[tuple[date, str]], outcome: str) -> None:
    convicted = any(kind in (Kind.CONVICTION, Kind.SENTENCE) for _, kind in happened)
    assert (state_of(happened, outcome or None) == State.CONVICTED) is convicted


def test_every_state_is_reached() -> None:
    assert {row[2] for row in ROWS} == set(State)
    assert {after for after, _ in NEXT.values()} <= set(State)
