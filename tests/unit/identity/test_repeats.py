"""Which mentions are compared by the first that says the same."""

from datetime import date
from typing import Any

from mentions import mention, table
from v100 import engine
from v100.identity import Model
from v100.identity.repeats import find_repeats
from v100.identity.standard import standardise

KNOWN: dict[str, Any] = {"date_of_birth": date(1988, 4, 2), "postcode": "SE1 7AB", "phone": "07700 900123"}


def repeats(rows: list[dict[str, Any]], decided_of: set[str] = frozenset()) -> dict[str, str]:
    backend = engine.connect()
    standard = standardise(backend, "standard", table(backend, "mentions", rows))
    found = find_repeats(backend, "repeats", standard, Model.load("suspect"), decided_of)
    return {row["mention_b"]: row["mention_a"] for row in found.to_pyarrow().to_pylist()}


def okonjo(mention_id: str, **more: Any) -> dict[str, Any]:
    return mention(mention_id, "William", "Okonjo", **{**KNOWN, **more})


def test_who_says_the_same_is_compared_by_the_first() -> None:
    assert repeats([okonjo("M3"), okonjo("M1"), okonjo("M2")]) == {"M2": "M1", "M3": "M1"}


def test_what_is_written_otherwise_and_means_the_same_is_the_same() -> None:
    """Names, telephone and postcode are compared in one form; in which order aliases stand says nothing."""
    one = okonjo("M1", aliases=["Bill Okonjo", "Will Okon"])
    other = okonjo("M2", aliases=["Will Okon", "Bill Okonjo"], phone="+44 7700 900123", postcode="se17ab")
    assert repeats([one, {**other, "surname": "OKONJO "}]) == {"M2": "M1"}


def test_who_says_a_little_more_or_less_says_something_else() -> None:
    rows = [okonjo("M1"), okonjo("M2", phone=None), okonjo("M3", sex="M"), okonjo("M4", aliases=["Bill Okon"])]
    assert repeats(rows) == {}


def test_what_does_not_tell_one_man_from_others_is_compared_each_time() -> None:
    """Two John Smiths of whom nothing else is known need not be one man."""
    assert repeats([mention(each, "John", "Smith") for each in ("M1", "M2")]) == {}


def test_one_of_two_whom_a_report_names_is_compared_by_himself() -> None:
    """Two of one report are hardly one man: that holds of this mention and of no other that says the same."""
    beside = mention("M4", "Peter", "Madeup", report_id="R1")
    rows = [okonjo("M1", report_id="R1"), okonjo("M2"), okonjo("M3"), beside]
    assert repeats(rows) == {"M3": "M2"}


def test_a_mention_that_people_decided_of_is_compared_by_itself() -> None:
    assert repeats([okonjo("M1"), okonjo("M2"), okonjo("M3")], {"M1"}) == {"M3": "M2"}
