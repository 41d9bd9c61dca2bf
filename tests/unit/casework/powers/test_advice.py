"""What the one function says: whose facts, in which order, and that it is asked of the right people."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from v100.casework.powers import Fact, advise, load
from v100.casework.powers.survey import survey

BOOK = load()
AS_AT = date(2026, 3, 31)
HERE = ("Met", "Lambeth")


def fact(kind: str, opens: str = "R1", on: date = date(2026, 3, 1), **more: Any) -> Fact:
    return Fact(kind=BOOK.kinds[kind], on=on, opens=opens, words=kind, **more)


def met(code: str, *facts: Fact, woman: str | None = None) -> set[str]:
    """Words of the conditions that these facts meet."""
    advice = advise(BOOK.powers[code], facts, as_at=AS_AT, place=HERE, woman=woman)
    return {need.words for need in advice.needs if need.met}


def test_facts_of_an_answer_are_in_the_order_of_their_days() -> None:
    facts = [fact("suspected", "R2", date(2026, 3, 2)), fact("suspected", "R3"), fact("suspected", "R1")]
    advice = advise(BOOK.powers["ARREST"], facts, as_at=AS_AT, place=HERE)
    assert [answer.opens for answer in advice.needs[0].facts] == ["R1", "R3", "R2"]


def test_of_a_power_about_the_man_any_womans_report_counts() -> None:
    assert met("SRO", fact("sexual_act", woman="W")) == {"He has done an act of a sexual nature"}


def test_one_womans_plan_is_not_every_womans() -> None:
    """Of a power about the man the entry must be about all of them, so it carries no woman's reference."""
    words = {"The safety plan of each woman concerned was looked at before this step, or a supervisor wrote why not"}
    assert met("SRO", fact("safety_looked_at", "entry 1", power="SRO", woman="W")) == set()
    assert met("SRO", fact("safety_looked_at", "entry 1", power="SRO")) == words
    assert met("SPO", fact("safety_looked_at", "entry 1", power="SPO"), woman="W") == set()
    assert met("SPO", fact("safety_looked_at", "entry 1", power="SPO", woman="W"), woman="W") == words


def test_a_fact_about_the_man_counts_for_each_woman() -> None:
    assert met("PRISON", fact("in_custody", "E1"), woman="V") == {"He is in custody"}


@pytest.mark.parametrize(("code", "woman"), [("SPO", None), ("ARREST", "W")])
def test_it_is_asked_of_whom_the_power_is_about(code: str, woman: str | None) -> None:
    with pytest.raises(ValueError, match=f"power {code} is about"):
        advise(BOOK.powers[code], [], as_at=AS_AT, place=HERE, woman=woman)


def test_a_place_is_found_by_any_of_its_names_in_any_letters() -> None:
    for name in ("GREATER manchester", "gmp"):
        assert not advise(BOOK.powers["DAPN"], [], as_at=AS_AT, place=[name], woman="W").closed
        assert advise(BOOK.powers["DVPN"], [], as_at=AS_AT, place=[name], woman="W").closed


@pytest.mark.parametrize(("day", "closed"), [(date(2025, 4, 27), "DAPN"), (date(2025, 4, 28), "DVPN")])
def test_in_an_area_one_notice_gives_way_to_the_other_on_its_first_day(day: date, closed: str) -> None:
    found = {
        code: advise(BOOK.powers[code], [], as_at=day, place=["North Wales"], woman="W").closed
        for code in ("DAPN", "DVPN")
    }
    assert [code for code, answers in found.items() if answers] == [closed]


@pytest.mark.parametrize("code", ["DAPN", "DVPN"])
def test_a_place_that_is_not_known_is_lacking_and_closes_nothing(code: str) -> None:
    advice = advise(BOOK.powers[code], [], as_at=AS_AT, place=(), woman="W")
    assert not advice.closed
    assert "Where it would be used: the force and the borough" in {missing.words for missing in advice.missing}


def test_every_power_is_asked_of_the_man_or_of_him_with_each_woman() -> None:
    found = survey(BOOK, iter([fact("stalking", woman="W")]), women=["W", "V", "W"], as_at=AS_AT, place=HERE)
    for code, power in BOOK.powers.items():
        asked = [advice.woman for advice in found if advice.power.code == code]
        assert asked == ([None] if power.about == "man" else ["V", "W"]), code
    assert [advice.power.code for advice in found] == sorted(advice.power.code for advice in found)
    stalked = {advice.woman: advice.needs[0].met for advice in found if advice.power.code == "SPO"}
    assert stalked == {"V": False, "W": True}


def test_of_a_man_without_women_only_the_powers_about_him() -> None:
    found = survey(BOOK, [], women=[], as_at=AS_AT, place=HERE)
    assert {advice.power.about for advice in found} == {"man"}


def test_the_first_day_of_a_law_is_a_day_of_it() -> None:
    first = date(2026, 3, 22)
    advice = advise(BOOK.powers["SUSPENDED"], [fact("convicted", on=first)], as_at=first, place=HERE)
    assert not advice.closed
    assert "He was convicted on or after 22 March 2026" not in {missing.words for missing in advice.missing}


def test_what_has_not_come_about_and_what_has_ended_meets_nothing() -> None:
    day = timedelta(1)
    assert met("BADCHAR", fact("charged", on=AS_AT + day)) == set()
    assert met("BADCHAR", fact("charged", until=AS_AT - day)) == set()
    assert met("BADCHAR", fact("charged", on=AS_AT, until=AS_AT)) == {"He was charged"}


@pytest.mark.parametrize(("days", "counts"), [(0, True), (6, True), (7, False), (8, False)])
def test_the_last_seven_days_are_that_day_and_six_before(days: int, counts: bool) -> None:
    given = fact("dvpn_given", on=AS_AT - timedelta(days), woman="W")
    assert bool(met("DVPO", given, woman="W")) == counts


@pytest.mark.parametrize(("reports", "enough"), [(["R1"], False), (["R1", "R2"], True), (["R1", "R2", "R3"], True)])
def test_at_least_two_are_two_different_reports_or_more(reports: list[str], enough: bool) -> None:
    twice = [fact("suspected", report, on) for report in reports for on in (AS_AT, AS_AT - timedelta(1))]
    assert bool(met("BADCHAR", *twice)) == enough


@pytest.mark.parametrize(("day", "words"), [(11, ["Not in force before 2026-01-12"]), (12, [])])
def test_before_the_first_day_of_its_law_it_is_closed(day: int, words: list[str]) -> None:
    advice = advise(BOOK.powers["VIR"], [], as_at=date(2026, 1, day), place=HERE, woman="W")
    assert [answer.words for answer in advice.closed] == words


def test_whatever_rules_it_out_is_so() -> None:
    """By day, by a place that has it not yet, by a place that has another instead."""
    for code, day, place in [
        ("VIR", date(2026, 1, 11), HERE),
        ("DAPN", date(2025, 4, 27), ["North Wales"]),
        ("DVPN", date(2025, 4, 28), ["North Wales"]),
    ]:
        advice = advise(BOOK.powers[code], [], as_at=day, place=place, woman="W")
        assert [answer.met for answer in advice.closed] == [True], code


@pytest.mark.parametrize(
    ("code", "woman", "place"), [("DAPN", "W", ["North Wales"]), ("DVPN", "W", ["Met"]), ("ARREST", None, [])]
)
def test_where_the_place_is_known_or_immaterial_none_is_asked_for(
    code: str, woman: str | None, place: list[str]
) -> None:
    advice = advise(BOOK.powers[code], [], as_at=AS_AT, place=place, woman=woman)
    assert {need.words for need in advice.needs} == {need.words for need in BOOK.powers[code].needs}


@pytest.mark.parametrize(
    ("code", "alike"),
    [
        ("ARREST", [fact("suspected"), fact("suspected", known_on=date(2026, 3, 1)), fact("suspected", until=AS_AT)]),
        ("ARREST", [fact("suspected"), replace(fact("suspected"), words="in other words")]),
        ("BADCHAR", [fact("convicted"), replace(fact("suspected"), words="convicted")]),
        ("SRO", [fact("sexual_act", woman="V"), fact("sexual_act", woman="W")]),
    ],
    ids=["when", "words", "kind", "woman"],
)
def test_facts_that_differ_in_one_thing_alone_keep_one_order(code: str, alike: list[Fact]) -> None:
    forth, back = (advise(BOOK.powers[code], facts, as_at=AS_AT, place=HERE) for facts in (alike, reversed(alike)))
    assert forth == back
