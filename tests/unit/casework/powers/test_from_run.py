"""Rows of a run become facts: each kind's rule, on the smallest rows that show it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from v100.casework.powers import Fact, load
from v100.casework.powers.fact import OF_PEOPLE
from v100.casework.powers.from_run import Rows, facts_of
from v100.offences import offence_table
from v100.tables import RUN

KINDS = load().kinds
AS_AT = date(2026, 3, 31)
ON = date(2026, 3, 1)
S18, ABH, RAPE, STALKING, RESTRAINING_BREACH = "005/01", "008/06", "019/08", "195/12", "008/31"

PLAIN = Rows(
    as_at=AS_AT,
    person={"person_id": "A", "births": [date(1985, 6, 15)]},
    suspect=[{"report_id": "R1", "role": "suspect", "named_on": ON}],
    crime_report=[{"report_id": "R1", "recorded_on": ON}],
    offence=[{"report_id": "R1", "line": 1, "ho_code": ABH}],
    report_victim=[{"report_id": "R1", "line": 1, "person_id": "W", "sex": "F", "relationship": "ex_partner"}],
    event=[],
    offence_table=offence_table().to_pylist(),
)


def found(rows: Rows) -> dict[str, list[Fact]]:
    facts: dict[str, list[Fact]] = {}
    for fact in facts_of(KINDS, rows):
        facts.setdefault(fact.kind.name, []).append(fact)
    return facts


def report(**more: Any) -> Rows:
    return replace(PLAIN, crime_report=[{**PLAIN.crime_report[0], **more}])


def event(kind: str, **more: Any) -> Rows:
    return replace(PLAIN, event=[{"event_id": "E1", "kind": kind, "on": ON, "recorded_on": ON, **more}])


def women(facts: Iterable[Fact]) -> list[str | None]:
    return [fact.woman for fact in facts]


def test_a_report_of_violence_by_an_ex_partner() -> None:
    facts = found(PLAIN)
    assert set(facts) == {"adult", "under_18", "suspected", "associated", "violence", "abuse"}
    assert (facts["suspected"][0].opens, facts["suspected"][0].woman) == ("R1", None)
    assert (facts["violence"][0].opens, facts["violence"][0].woman) == ("R1", "W")


def test_every_column_that_it_reads_is_one_of_the_run() -> None:
    plain = {name: rows for name, rows in vars(PLAIN).items() if name in RUN and name != "person"}
    for name, rows in {**plain, "person": [PLAIN.person], "event": event("order", until=None, days=1).event}.items():
        assert {column for row in rows for column in row} <= set(RUN[name].names), name


def test_a_report_is_known_from_the_day_on_which_he_was_named() -> None:
    named = replace(PLAIN, suspect=[{"report_id": "R1", "named_on": ON + timedelta(9)}])
    assert found(named)["violence"][0].known_on == ON + timedelta(9)


@pytest.mark.parametrize("gone", [{"cancelled_on": ON}, {"duplicate_of": "R0"}])
def test_a_report_that_does_not_stand_gives_no_fact(gone: dict[str, Any]) -> None:
    assert found(report(**gone)).keys() == {"adult", "under_18"}


@pytest.mark.parametrize("gone", [{"eliminated_on": ON}, {"role": "witness"}])
def test_a_report_of_which_he_is_not_the_suspect_gives_no_fact(gone: dict[str, Any]) -> None:
    rows = replace(PLAIN, suspect=[{"report_id": "R1", **gone}])
    assert found(rows).keys() == {"adult", "under_18"}


def test_a_report_found_to_be_false_gives_no_fact() -> None:
    assert found(event("false_report", report_id="R1")).keys() == {"adult", "under_18"}


def test_he_answers_for_his_lines_and_each_woman_for_hers() -> None:
    two = replace(
        PLAIN,
        offence=[*PLAIN.offence, {"report_id": "R1", "line": 2, "ho_code": STALKING}],
        report_victim=[
            *PLAIN.report_victim,
            {"report_id": "R1", "line": 2, "person_id": "V", "sex": "F", "relationship": "stranger"},
            {"report_id": "R1", "line": 2, "person_id": "M", "sex": "M", "relationship": "stranger"},
        ],
    )
    facts = found(two)
    assert (women(facts["violence"]), women(facts["stalking"])) == (["W"], ["V"])
    assert women(facts["associated"]) == ["W"]
    first_only = replace(two, suspect=[{"report_id": "R1", "lines": [1]}])
    assert "stalking" not in found(first_only)


def test_flags_and_methods_and_the_forces_own_marker() -> None:
    facts = found(report(flags=["strangulation", "fm"], mo_codes=["tracker"], domestic_abuse=True))
    assert {"violence", "forced_marriage", "stalking", "harassment", "abuse"} <= facts.keys()
    stranger = [{**PLAIN.report_victim[0], "relationship": "stranger"}]
    assert "abuse" not in found(replace(report(domestic_abuse=True), report_victim=stranger))


def test_an_incident_has_no_line_and_names_her_all_the_same() -> None:
    incident = replace(
        report(flags=["incident", "domestic_abuse"]),
        offence=[],
        report_victim=[{**PLAIN.report_victim[0], "line": None}],
    )
    assert found(incident).keys() == {"adult", "under_18", "associated", "abuse"}


def test_a_caution_for_a_sexual_offence() -> None:
    rape = [{"report_id": "R1", "line": 1, "ho_code": RAPE}]
    assert "cautioned_sexual" in found(replace(report(outcome_type="3"), offence=rape))
    assert "cautioned_sexual" not in found(replace(report(outcome_type="16"), offence=rape))
    assert "cautioned_sexual" not in found(report(outcome_type="3"))


def test_a_conviction_is_of_the_offences_of_its_report() -> None:
    assert found(event("conviction", report_id="R1")).keys() >= {"convicted", "convicted_dangerous"}
    assert "convicted_sexual" not in found(event("conviction", report_id="R1"))
    unknown = found(event("conviction"))
    assert "convicted" in unknown
    assert "convicted_dangerous" not in unknown


@pytest.mark.parametrize(("days", "is_one"), [(359, False), (360, True), (None, False)])
def test_twelve_months(days: int | None, is_one: bool) -> None:
    assert ("sentenced_to_12_months" in found(event("sentence", days=days))) == is_one


def test_an_order_holds_until_its_end_and_protects_the_women_of_its_report() -> None:
    order = found(event("order", report_id="R1", details=["stalking"], days=30))["stalking_order"]
    assert [(fact.woman, fact.until) for fact in order] == [("W", ON + timedelta(30))]
    dated = found(event("order", report_id="R1", details=["stalking"], until=ON + timedelta(9), days=30))
    assert dated["stalking_order"][0].until == ON + timedelta(9)
    assert "stalking_order" not in found(event("order", report_id="R1", details=["injunction"]))
    assert "stalking_order" not in found(event("order", report_id="R1"))


def test_an_event_without_a_report_says_nothing_of_a_woman() -> None:
    assert "she_withdrew" not in found(event("victim_withdrew"))
    assert women(found(event("victim_withdrew", report_id="R1"))["she_withdrew"]) == ["W"]


def test_an_event_is_known_from_when_it_was_recorded() -> None:
    assert found(event("arrest", recorded_on=ON + timedelta(3)))["arrested"][0].known_on == ON + timedelta(3)


def test_of_age_on_his_birthday_and_by_every_date_of_birth() -> None:
    births = [date(2008, 3, 31), date(2008, 4, 2)]
    facts = found(replace(PLAIN, person={"person_id": "A", "births": births}))
    assert facts["adult"][0].on == date(2026, 4, 2)
    assert facts["under_18"][0].until == date(2026, 3, 30)
    assert not facts["adult"][0].holds(AS_AT)
    assert not facts["under_18"][0].holds(AS_AT)


def test_of_age_born_on_a_leap_day() -> None:
    facts = found(replace(PLAIN, person={"person_id": "A", "births": [date(2008, 2, 29)]}))
    assert facts["adult"][0].on == date(2026, 3, 1)


def test_of_an_age_that_is_not_known_nothing_is_said() -> None:
    facts = found(replace(PLAIN, person={"person_id": "A", "births": []}))
    assert not facts.keys() & {"adult", "under_18"}


@pytest.mark.parametrize(
    ("more", "inside"),
    [
        ([], True),
        ([{"event_id": "E2", "kind": "release", "on": ON}], False),
        ([{"event_id": "E2", "kind": "release", "on": ON - timedelta(1)}], True),
        ([{"event_id": "E2", "kind": "release", "on": AS_AT}], False),
        ([{"event_id": "E2", "kind": "release", "on": AS_AT + timedelta(1)}], True),
    ],
)
def test_custody_runs_to_the_first_release(more: list[dict[str, Any]], inside: bool) -> None:
    rows = replace(PLAIN, event=[*event("remand").event, *more])
    assert [fact.holds(AS_AT) for fact in found(rows)["in_custody"]] == [inside]


@pytest.mark.parametrize(
    ("kind", "more", "inside"),
    [
        ("sentence", {"days": 31}, True),
        ("sentence", {"days": 30}, False),
        ("recall", {"until": AS_AT}, False),
        ("recall", {"until": AS_AT + timedelta(1)}, True),
    ],
)
def test_custody_runs_to_its_planned_end(kind: str, more: dict[str, Any], inside: bool) -> None:
    assert [fact.holds(AS_AT) for fact in found(event(kind, **more))["in_custody"]] == [inside]


def test_a_sentence_without_days_is_not_custody() -> None:
    assert "in_custody" not in found(event("sentence"))


@pytest.mark.parametrize(("band", "is_one"), [("18-24", True), ("65+", True), ("under 18", False), (None, False)])
def test_she_is_an_adult_by_her_age_band(band: str | None, is_one: bool) -> None:
    facts = found(replace(PLAIN, women=[{"person_id": "W", "age_band": band}]))
    assert ("she_is_adult" in facts) == is_one


def test_every_kind_whose_source_is_a_person_has_its_rule() -> None:
    whole = replace(event("remand"), women=[{"person_id": "W", "age_band": "25-34"}])
    assert found(whole).keys() >= set(OF_PEOPLE)
    assert {kind.name for kind in KINDS.values() if kind.source == "person"} == set(OF_PEOPLE)
