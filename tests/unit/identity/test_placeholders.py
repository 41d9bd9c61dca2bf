"""Rule 30: placeholders are nobody."""

from datetime import date

import pytest

from mentions import mention, people_of, table, together
from v100 import engine

NOBODY = [
    ("Unknown", "Male"),
    ("UNKNOWN", "MALE 1"),
    (None, "Unknown"),
    ("Mr", "X"),
    ("Mr", None),
    (None, None),
    ("ex-partner", None),
    ("Test", "Test"),
    ("Not", "Known"),
    ("-", "."),
    ("UNIDENTIFIED", "Suspect 2"),
]
SOMEBODY = [("Testa", "Rossi"), ("Sonny", "Male"), ("Dave", None), ("Son", "Nguyen"), ("Partner", "Okafor")]


@pytest.fixture(scope="module")
def backend() -> engine.Backend:
    return engine.connect()


def test_placeholders_are_nobody_and_others_somebody(backend: engine.Backend) -> None:
    same = {"date_of_birth": date(1900, 1, 1), "sex": "M", "postcode": "SE1 7AB"}
    rows = [mention(f"N{i}{copy}", *name, **same) for i, name in enumerate(NOBODY) for copy in "ab"]
    rows += [mention(f"S{i}", *name) for i, name in enumerate(SOMEBODY)]
    people = people_of(backend, rows)
    assert together(people) == {frozenset({f"S{i}"}) for i in range(len(SOMEBODY))}
    unnamed = {row["mention_id"] for row in people.unnamed.to_pyarrow().to_pylist()}
    assert unnamed == {row["mention_id"] for row in rows if row["mention_id"].startswith("N")}


def test_no_name_but_a_police_identifier_is_somebody(backend: engine.Backend) -> None:
    people = people_of(backend, [mention("A", None, None, pnc_id="2014/0001234X")])
    assert together(people) == {frozenset("A")}


def test_victims_name_copied_into_the_suspect(backend: engine.Backend) -> None:
    born, other = date(1990, 5, 5), date(1961, 2, 3)
    rows = [
        mention("copied", "Jane", "Amber", report_id="R1"),
        mention("namesake", "Jane", "Amber", report_id="R2", date_of_birth=other),
        mention("elsewhere", "Jane", "Amber", report_id="R3"),
    ]
    hers = [mention(f"V{i}", "JANE", "Amber", report_id=f"R{i}", date_of_birth=born) for i in (1, 2)]
    people = people_of(backend, rows, victims=table(backend, "victims", hers))
    assert people.unnamed.to_pyarrow().to_pylist() == [{"mention_id": "copied", "why": "the victim's name"}]
