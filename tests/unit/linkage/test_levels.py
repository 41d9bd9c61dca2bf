"""How alike two crimes are found: by place, hour, day, method, words; what is missing says nothing."""

from typing import Any

import pytest

from alike_crimes import NOON, levels_of
from v100.linkage import COMPARISONS
from v100.linkage.comparisons import DAY

FULL: dict[str, Any] = {
    "location_type": "street",
    "mo_codes": ["bind"],
    "mo_text": "snatched a bag",
    "target": "phone",
    "weapon": "knife",
    "words_spoken": "money",
    "victim_age": 30,
    "victim_sex": "F",
    "relationship": "stranger",
    "suspect_age": 40,
    "height": 180,
    "build": "slim",
    "vehicle": "white van",
}
WHEN = {"begins": None, "ends": None}
SAID_BY = {"distance": {"easting": None}, "days": WHEN, "hours": WHEN, "weekday": WHEN}


@pytest.mark.parametrize(
    ("metres", "level"),
    [
        (0, "under 0.025 km"),
        (24, "under 0.025 km"),
        (25, "0.025 to 0.05 km"),
        (1000, "1 to 1.5 km"),
        (90_000, "24 km or more"),
    ],
)
def test_distance(metres: int, level: str) -> None:
    assert levels_of({}, {"easting": 530_000 + metres})["distance"] == level


def test_distance_is_as_the_crow_flies() -> None:
    assert levels_of({}, {"easting": 530_300, "northing": 180_400})["distance"] == "0.4 to 0.7 km"


@pytest.mark.parametrize(
    ("minutes", "level"),
    [(0, "under 0.5 days"), (720, "0.5 to 1 days"), (14 * DAY, "14 to 30 days"), (900 * DAY, "480 days or more")],
)
def test_time_between(minutes: int, level: str) -> None:
    assert levels_of({}, {"begins": NOON + minutes})["days"] == level


def test_clock_and_week_go_round() -> None:
    assert (
        levels_of({"begins": NOON + 11 * 60 + 50}, {"begins": NOON + 12 * 60 + 10})["hours"]
        == "0.25 to 0.5 hours apart"
    )
    assert levels_of({}, {"begins": NOON + 6 * DAY})["weekday"] == "next to it"


def test_a_crime_of_some_time_in_a_night_has_no_hour() -> None:
    found = levels_of({"begins": NOON, "ends": NOON + 9 * 60}, {})
    assert (found["hours"], found["days"]) == (None, "under 0.5 days")


def test_a_rarer_value_in_common_is_another_level() -> None:
    said = {
        ("Phone", " phone"): "the same, most have it",
        ("watch", "watch"): "the same, uncommon",
        ("hat", "hat"): "the same, rare",
        ("phone", "watch"): "different",
    }
    assert {pair: levels_of({"target": pair[0]}, {"target": pair[1]})["target"] for pair in said} == said


def test_of_several_codes_in_common_the_rarest_counts() -> None:
    assert (
        levels_of({"mo_codes": ["knife", "bind"]}, {"mo_codes": ["bind", "knife"]})["mo_codes"]
        == "one in common that is rare"
    )
    assert (
        levels_of({"mo_codes": ["knife", "bind"]}, {"mo_codes": ["knife"]})["mo_codes"]
        == "one in common that most have"
    )


@pytest.mark.parametrize("other", [["bind"], [], None, ["a code that no model knows"]])
def test_a_code_that_only_one_has_is_no_mismatch(other: list[str] | None) -> None:
    assert levels_of({"mo_codes": ["knife"]}, {"mo_codes": other})["mo_codes"] is None


def test_words_that_tell_are_compared_and_others_are_not() -> None:
    said = {
        ("He snatched her bag.", "Snatched a BAG from him"): "75 % or more in common",
        ("snatched her bag", "cut the bicycle chain"): "no word in common",
        ("he ran", "he ran"): None,
    }
    assert {pair: levels_of({"mo_text": pair[0]}, {"mo_text": pair[1]})["mo_text"] for pair in said} == said


def test_two_crimes_alike_in_all_are_alike_in_each() -> None:
    assert [name for name, level in levels_of(FULL, FULL).items() if level is None] == []


@pytest.mark.parametrize("name", [each.name for each in COMPARISONS])
def test_what_one_does_not_say_is_neither_a_match_nor_a_mismatch(name: str) -> None:
    silent = {**FULL, **SAID_BY.get(name, {name: None})}
    assert levels_of(FULL, silent)[name] is None
    assert levels_of(silent, FULL)[name] is None
    assert levels_of(silent, silent)[name] is None
