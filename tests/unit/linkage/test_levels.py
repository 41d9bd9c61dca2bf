"""How alike two crimes are found: by place, hour, day, method, words; what is missing says nothing."""

from collections.abc import Mapping
from typing import Any

from alike_crimes import NOON, Fields, levels_of
from v100.linkage import COMPARISONS
from v100.linkage.comparisons import DAY

FULL: Fields = {
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


def levels_by(name: str, pairs: Mapping[Any, tuple[Fields, Fields]]) -> dict[Any, str | None]:
    """The level of one comparison, of each two crimes by their key."""
    return {key: found[name] for key, found in zip(pairs, levels_of(*pairs.values()), strict=True)}


def test_distance_is_as_the_crow_flies() -> None:
    said = {
        (0, 0): "under 0.025 km",
        (24, 0): "under 0.025 km",
        (25, 0): "0.025 to 0.05 km",
        (1000, 0): "1 to 1.5 km",
        (90_000, 0): "24 km or more",
        (300, 400): "0.4 to 0.7 km",
    }
    there = {(east, north): {"easting": 530_000 + east, "northing": 180_000 + north} for east, north in said}
    assert levels_by("distance", {metres: ({}, place) for metres, place in there.items()}) == said


def test_time_between() -> None:
    said = {0: "under 0.5 days", 720: "0.5 to 1 days", 14 * DAY: "14 to 30 days", 900 * DAY: "480 days or more"}
    assert levels_by("days", {minutes: ({}, {"begins": NOON + minutes}) for minutes in said}) == said


def test_clock_and_week_go_round() -> None:
    before_midnight, after_it = {"begins": NOON + 11 * 60 + 50}, {"begins": NOON + 12 * 60 + 10}
    of_a_night, of_a_week = levels_of((before_midnight, after_it), ({}, {"begins": NOON + 6 * DAY}))
    assert of_a_night["hours"] == "0.25 to 0.5 hours apart"
    assert of_a_week["weekday"] == "next to it"


def test_a_crime_of_some_time_in_a_night_has_no_hour() -> None:
    [found] = levels_of(({"begins": NOON, "ends": NOON + 9 * 60}, {}))
    assert (found["hours"], found["days"]) == (None, "under 0.5 days")


def test_a_rarer_value_in_common_is_another_level() -> None:
    said = {
        ("Phone", " phone"): "the same, most have it",
        ("watch", "watch"): "the same, uncommon",
        ("hat", "hat"): "the same, rare",
        ("phone", "watch"): "different",
    }
    assert levels_by("target", {pair: ({"target": pair[0]}, {"target": pair[1]}) for pair in said}) == said


def test_of_several_codes_in_common_the_rarest_counts_and_one_that_only_one_has_is_no_mismatch() -> None:
    said: dict[str, tuple[list[str], list[str] | None, str | None]] = {
        "both, one rare": (["knife", "bind"], ["bind", "knife"], "one in common that is rare"),
        "one of two": (["knife", "bind"], ["knife"], "one in common that most have"),
        "another": (["knife"], ["bind"], None),
        "none": (["knife"], [], None),
        "not said": (["knife"], None, None),
        "one that no model knows": (["knife"], ["a code that no model knows"], None),
    }
    pairs = {key: ({"mo_codes": one}, {"mo_codes": other}) for key, (one, other, _level) in said.items()}
    assert levels_by("mo_codes", pairs) == {key: level for key, (_one, _other, level) in said.items()}


def test_words_that_tell_are_compared_and_others_are_not() -> None:
    said = {
        ("He snatched her bag.", "Snatched a BAG from him"): "75 % or more in common",
        ("snatched her bag", "cut the bicycle chain"): "no word in common",
        ("he ran", "he ran"): None,
    }
    assert levels_by("mo_text", {pair: ({"mo_text": pair[0]}, {"mo_text": pair[1]}) for pair in said}) == said


def test_two_crimes_alike_in_all_are_alike_in_each() -> None:
    [found] = levels_of((FULL, FULL))
    assert [name for name, level in found.items() if level is None] == []


def test_what_one_does_not_say_is_neither_a_match_nor_a_mismatch() -> None:
    pairs: dict[tuple[str, str], tuple[Fields, Fields]] = {}
    for name in (each.name for each in COMPARISONS):
        silent = {**FULL, **SAID_BY.get(name, {name: None})}
        pairs[name, "the first says it"] = (FULL, silent)
        pairs[name, "the second says it"] = (silent, FULL)
        pairs[name, "neither"] = (silent, silent)
    found = zip(pairs, levels_of(*pairs.values()), strict=True)
    assert {(name, who): levels[name] for (name, who), levels in found} == dict.fromkeys(pairs)
