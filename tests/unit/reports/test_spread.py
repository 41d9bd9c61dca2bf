"""Sections about everybody: concentration, boroughs, precursors, who was set aside, the wording of numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from made_up_run import made_up_run
from v100.reports.beside import PRINTED, annexes, set_aside
from v100.reports.boroughs import boroughs
from v100.reports.briefing import briefing
from v100.reports.concentration import concentration
from v100.reports.facts import Decision
from v100.reports.precursor_list import precursor_list
from v100.reports.reading import read
from v100.reports.wording import count, days, long_date, prose, share, years
from v100.tables import ANNEX


def test_shares_of_harm_rise_to_all_of_it() -> None:
    run = read(*made_up_run(30))
    shares = concentration(run).shares
    assert [cut.people for cut in shares] == sorted(cut.people for cut in shares)
    assert shares[-1].harm == sum(row["harm_days"] for row in run.ranking)
    assert shares[-1].part == 100
    five = next(cut for cut in shares if cut.label == "First 5")
    assert five.harm == sum(row["harm_days"] for row in run.listed)


def test_boroughs_hold_each_offence_of_the_list_once_whatever_the_spelling() -> None:
    run = read(*made_up_run(12, list_size=12))
    found = {borough.name: borough for borough in boroughs(run).rows}
    lines = [line for rows in run.lines.values() for line in rows if line["counted"]]
    assert sum(borough.days for borough in found.values()) == sum(line["days"] for line in lines)
    assert sum(len(borough.lines) for borough in found.values()) == len(lines)
    assert found["Barking and Dagenham"].on_map
    assert found["Westminster"].on_map
    assert not found["Elsewhere"].on_map


def test_the_map_is_left_out_where_no_borough_is_on_it() -> None:
    tables, facts = made_up_run(8)
    reports = tables["crime_report"]
    place = reports.column_names.index("borough")
    elsewhere = reports.set_column(place, reports.schema.field(place), [["Miami"] * reports.num_rows])
    page = briefing({**tables, "crime_report": elsewhere}, facts)
    assert "there is no map" in page


def test_precursors_are_in_the_order_of_the_latest_trigger_never_of_a_count() -> None:
    found = precursor_list(read(*made_up_run(40)))
    latest = [read.latest_on for read in found.people]
    assert latest == sorted(latest, reverse=True)
    numbers = [len(read.fired) for read in found.people]
    assert numbers != sorted(numbers, reverse=True)
    counts = {rule.rule: people for rule, people in found.rules}
    assert counts["P1"] == sum(any(row["rule"] == "P1" for row in read.fired) for read in found.people)
    assert counts["P2"] == 0


def test_long_lists_say_how_many_they_leave_out() -> None:
    tables, facts = made_up_run(8)
    row = tables["set_aside"].slice(0, 1)
    many = pa.concat_tables([row] * (PRINTED + 50))
    run = read({**tables, "set_aside": many}, facts)
    found = set_aside(run)
    assert (found.in_all, len(found.rows), found.reasons) == (PRINTED + 50, PRINTED, [("in custody", PRINTED + 50)])
    assert "250 people would be ranked but for a rule" in briefing({**tables, "set_aside": many}, facts)


def test_every_annex_is_explained_also_when_empty() -> None:
    run = read(*made_up_run(8))
    found = {annex.key: annex for annex in annexes(run)}
    assert found["named_late"].in_all == 1
    assert found["mutual"].in_all == 0
    assert all(annex.text for annex in found.values())


def test_a_referral_says_whom_it_may_be() -> None:
    tables, facts = made_up_run(8)
    row = {"annex": "referral", "person_id": "REF1", "days": Decimal(0)}
    made = Decision(13, "referral: score", "REF1", "worried", "IDVA", "", date(2026, 3, 2), "it may be any of 2 people")
    referred = pa.concat_tables([tables["annex"], ANNEX.arrow([row])])
    page = briefing({**tables, "annex": referred}, replace(facts, decisions=(made,)))
    annex = page[page.index('id="annex-referral"') :]
    assert "REF1" in annex
    assert "it may be any of 2 people" in annex


def test_steps_that_reconcile_say_so() -> None:
    page = briefing(*made_up_run(8))
    assert "<td>yes</td><td>counted, or why not</td>" in page


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (long_date(date(2026, 3, 31)), "31 March 2026"),
        (long_date(None), "not known"),
        (days(Decimal("1825.0000")), "1,825"),
        (days(Decimal("18.7500")), "18.75"),
        (days(Decimal("100")), "100"),
        (days(None), "–"),
        (years(Decimal(474500)), "1,300 years"),
        (years(Decimal(365)), "1.0 years"),
        (years(Decimal(1825)), "5.0 years"),
        (share(1, 8), "12.5%"),
        (share(1, 0), "–"),
        (count(1, "person", "people"), "1 person"),
        (count(1200, "report"), "1,200 reports"),
        (prose("since 2025-12-01, until 2027-01-01"), "since 1 December 2025, until 1 January 2027"),
        (prose(None), ""),
    ],
)
def test_numbers_and_dates_are_said_as_people_write_them(said: str, expected: str) -> None:
    assert said == expected
