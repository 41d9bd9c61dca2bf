"""Which mentions are compared at all."""

from datetime import date
from typing import Any

from mentions import mention, table
from v100 import engine
from v100.identity.blocking import MOST_BEARERS, candidates, common_names
from v100.identity.standard import standardise


def compared(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    backend = engine.connect()
    standard = standardise(backend, "standard", table(backend, "mentions", rows))
    pairs = candidates(standard, common_names(standard)).to_pyarrow().to_pylist()
    return {(pair["mention_a"], pair["mention_b"]) for pair in pairs}


def bearers(count: int) -> list[dict[str, Any]]:
    """So many who share a name and nothing else."""
    return [mention(f"M{number:03}", "John", "Smith") for number in range(count)]


def test_a_name_alone_brings_its_bearers_together() -> None:
    assert len(compared(bearers(MOST_BEARERS))) == MOST_BEARERS * (MOST_BEARERS - 1) // 2


def test_a_common_name_alone_brings_nobody_together() -> None:
    assert compared(bearers(MOST_BEARERS + 1)) == set()


def test_who_bears_a_common_name_is_found_by_all_else() -> None:
    """None is lost whom a number, a birth or a home shows to be one man."""
    same: dict[str, Any] = {"phone": "07204 555123"}
    home: dict[str, Any] = {"address": "1 Ash Road"}
    rows = [*bearers(MOST_BEARERS), *(mention(each, "John", "Smith", **same) for each in ("P1", "P2"))]
    rows += [mention(each, "John", "Smith", **home) for each in ("A1", "A2")]
    assert compared(rows) == {("P1", "P2"), ("A1", "A2")}


def test_a_name_brings_nobody_together_whose_births_are_plainly_apart() -> None:
    """A son with his father's name; one day and month in two years far apart may be a slip, and so are close years."""
    born = {"M1": date(1960, 3, 12), "M2": date(1988, 7, 5), "M3": date(1988, 3, 12), "M4": date(1963, 11, 30)}
    rows = [mention(each, "Leopold", "Okonjo", date_of_birth=birth) for each, birth in born.items()]
    assert compared(rows) == {("M1", "M3"), ("M1", "M4"), ("M2", "M3")}


def test_one_whose_birth_is_not_known_is_compared_by_name() -> None:
    rows = [mention("M1", "William", "Okonjo", date_of_birth=date(1960, 3, 12)), mention("M2", "Bill", "Okonjo")]
    assert compared(rows) == {("M1", "M2")}


def test_a_forename_misspelt_is_found_by_its_first_two_letters_surname_and_year() -> None:
    rows = [
        mention("M1", "Jon", "Okonjo", date_of_birth=date(1960, 3, 12)),
        mention("M2", "Johan", "Okonjo", date_of_birth=date(1960, 5, 2)),
        mention("M3", "James", "Okonjo", date_of_birth=date(1960, 5, 2)),
    ]
    assert ("M1", "M2") in compared(rows)
    assert ("M1", "M3") not in compared(rows)
