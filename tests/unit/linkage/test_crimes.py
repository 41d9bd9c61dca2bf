"""Whose a crime is taken to be, and which crimes are compared: nobody's who was cleared of it, none of somebody she
knows well."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import ibis.expr.types as ir
import pytest

from v100 import engine
from v100.engine import Backend
from v100.linkage import crimes, suspects_of
from v100.tables import (
    CRIME_REPORT,
    EVENT,
    OFFENCE,
    OFFENCE_TABLE,
    PERSON,
    PERSON_MENTION,
    SUSPECT,
    VICTIM,
    Column,
    Table,
)

PERSON_EVENT = Table("person_event", "", (*EVENT.columns, Column("person_id", "string", "")), ("event_id",))
DETECTED = ("1", "8")
DAY = date(2026, 1, 1)


@pytest.fixture
def backend() -> Iterator[Backend]:
    opened = engine.connect()
    yield opened
    opened.disconnect()


def given(backend: Backend, table: Table, *rows: dict[str, Any]) -> ir.Table:
    return engine.keep(backend, f"given_{table.name}", table.arrow(rows))


def suspected(
    backend: Backend, suspect: dict[str, Any], *events: dict[str, Any], births: Sequence[date] = ()
) -> list[tuple[str, str, int | None]]:
    """Whose R1 is and when he was born, of a man P with the one mention S1."""
    known = {"suspect": given(backend, SUSPECT, {"mention_id": "S1", "report_id": "R1", **suspect})}
    people = {
        "person": given(backend, PERSON, {"person_id": "P", "births": list(births)}),
        "person_mention": given(backend, PERSON_MENTION, {"mention_id": "S1", "person_id": "P", "side": "suspect"}),
    }
    told = given(
        backend, PERSON_EVENT, *({"event_id": f"E{n}", "person_id": "P", **each} for n, each in enumerate(events))
    )
    found = suspects_of(known, people, told).to_pyarrow().to_pylist()
    return [(row["person_id"], row["report_id"], row["born"]) for row in found]


def test_a_suspect_is_whose_it_is(backend: Backend) -> None:
    assert suspected(backend, {}) == [("P", "R1", None)]
    assert suspected(backend, {"role": "suspect"}, {"kind": "arrest", "report_id": "R1"}) == [("P", "R1", None)]


def test_he_was_born_when_most_reports_say(backend: Backend) -> None:
    assert suspected(backend, {}, births=[date(1970, 2, 1), date(1980, 1, 1)]) == [("P", "R1", 31)]


@pytest.mark.parametrize(
    ("suspect", "events"),
    [
        ({"role": "witness"}, []),
        ({"role": "involved"}, []),
        ({"eliminated_on": DAY}, []),
        ({}, [{"kind": "acquittal", "report_id": "R1"}]),
        ({}, [{"kind": "acquittal", "report_id": "R1", "lines": [2]}]),
    ],
)
def test_who_was_cleared_or_never_accused_is_not(
    backend: Backend, suspect: dict[str, Any], events: list[dict[str, Any]]
) -> None:
    assert suspected(backend, suspect, *events) == []


def test_acquitted_of_another_crime_he_stays_a_suspect_of_this(backend: Backend) -> None:
    assert suspected(backend, {}, {"kind": "acquittal", "report_id": "R2"}) == [("P", "R1", None)]


@pytest.mark.parametrize(
    ("report", "relationship", "whose", "said"),
    [
        ({}, "stranger", [], (False, True)),
        ({}, None, [], (False, True)),
        ({}, "stranger", ["P"], (True, False)),
        ({"outcome_type": "1"}, "stranger", [], (False, False)),
        ({"outcome_type": "18"}, "stranger", [], (False, True)),
        ({}, "ex_partner", [], None),
        ({}, "partner", ["P"], None),
        ({}, "family", [], None),
    ],
)
def test_which_crimes_are_solved_undetected_or_left_out(
    backend: Backend, report: dict[str, Any], relationship: str | None, whose: list[str], said: tuple[bool, bool] | None
) -> None:
    found = compared(backend, report, relationship, whose)
    assert [(row["solved"], row["undetected"]) for row in found] == ([] if said is None else [said])


def test_a_cancelled_report_and_a_kind_that_is_not_compared_are_left_out(backend: Backend) -> None:
    assert compared(backend, {"cancelled_on": DAY}, "stranger", []) == []
    assert compared(backend, {}, "stranger", [], subgroup="Possession of drugs") == []


def test_a_man_is_compared_as_he_was_described(backend: Backend) -> None:
    """Age, height and build; nothing else of what is said of him."""
    [found] = compared(backend, {}, "stranger", [], said="white male, 30-35, 5ft10, heavy build, London accent, beard")
    assert (found["suspect_age"], found["height"], found["build"]) == (32, 177, "heavy")
    [found] = compared(backend, {}, "stranger", [], said="about 178 cm")
    assert (found["suspect_age"], found["height"], found["build"]) == (None, 178, None)


def test_an_age_that_was_reckoned_from_his_birth_is_nobodys_description(backend: Backend) -> None:
    of = {"age_at_offence": 40}
    [found] = compared(backend, {}, "stranger", [], of=of)
    assert found["suspect_age"] == 40
    [found] = compared(backend, {}, "stranger", [], said="male, 30-35", of=of)
    assert found["suspect_age"] == 32
    [found] = compared(backend, {}, "stranger", [], of={**of, "date_of_birth": date(1985, 1, 1)})
    assert found["suspect_age"] is None


def compared(
    backend: Backend,
    report: dict[str, Any],
    relationship: str | None,
    whose: list[str],
    *,
    subgroup: str = "Rape",
    said: str | None = None,
    of: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    known = {
        "crime_report": given(backend, CRIME_REPORT, {"report_id": "R1", **report}),
        "offence": given(backend, OFFENCE, {"report_id": "R1", "line": 1, "ho_code": "019/08"}),
        "suspect": given(backend, SUSPECT, {"mention_id": "S1", "report_id": "R1", "description": said, **(of or {})}),
        "victim": given(
            backend, VICTIM, {"mention_id": "V1", "report_id": "R1", "relationship_to_suspect": relationship}
        ),
    }
    offences = given(backend, OFFENCE_TABLE, {"ho_code": "019/08", "subgroup": subgroup})
    own = Table("whose", "", (Column("person_id", "string", ""), Column("report_id", "string", "")), ("person_id",))
    suspects = given(backend, own, *({"person_id": person, "report_id": "R1"} for person in whose))
    found: list[dict[str, Any]] = crimes(known, suspects, offences, DETECTED).to_pyarrow().to_pylist()
    return found
