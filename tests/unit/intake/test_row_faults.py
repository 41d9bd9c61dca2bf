"""Every kind of fault of a row sets that row aside, with its column, value, reason and remedy; others are taken."""

from pathlib import Path
from typing import Any

import pytest

from extracts import EVENT, OFFENCE, REPORT, SUSPECT, VICTIM, counts, take, write
from v100.store import batches

REPORT_FAULTS = [
    ({"recorded_on": "2026-02-30"}, "recorded_on", "impossible date"),
    ({"recorded_on": ""}, "recorded_on", "empty, and it is required"),
    ({"force": "  "}, "force", "empty, and it is required"),
    ({"recorded_on": "2026-04-02"}, "recorded_on", "future date: after 2026-04-01, when the batch was received"),
    ({"recorded_on": "1850-01-01"}, "recorded_on", "impossible date: before 1900"),
    ({"updated_on": "2026-01-04"}, "updated_on", "updated before it was recorded"),
    ({"occurred_from": "2026-01-06 10:00"}, "occurred_from", "occurred after it was recorded"),
    ({"occurred_from": "2026-01-04T25:00"}, "occurred_from", "impossible date or time"),
    ({"occurred_from": "2026-01-04 10:00+01:00"}, "occurred_from", "impossible date or time"),
    ({"occurred_from": "2026-01-04", "occurred_to": "2026-01-03"}, "occurred_to", "ended before it began"),
    ({"cancelled_on": "2026-01-01"}, "cancelled_on", "cancelled before it was recorded"),
    ({"easting": "east"}, "easting", "not a whole number"),
    ({"domestic_abuse": "perhaps"}, "domestic_abuse", "not true or false"),
    ({"location_type": "moon"}, "location_type", "not one of home, other_private"),
    ({"flags": "domestic_abuse|moon"}, "flags", "a word that is not in flags.csv"),
    ({"mo_codes": "magic"}, "mo_codes", "a word that is not in mo_codes.csv"),
    ({"outcome_type": "99"}, "outcome_type", "not a Home Office outcome type"),
    ({"cancel_reason": "bored"}, "cancel_reason", "not one of additional_information"),
    ({"duplicate_of": "SELF"}, "duplicate_of", "a duplicate of itself"),
    ({"duplicate_of": "NONE"}, "duplicate_of", "duplicate of a report that does not exist"),
]
OFFENCE_FAULTS = [
    ({"ho_code": "8"}, "ho_code", "malformed offence code"),
    ({"ho_code": "0199/08"}, "ho_code", "malformed offence code"),
    ({"ho_code": ""}, "ho_code", "empty, and it is required"),
    ({"line": "0"}, "line", "lines are numbered from 1"),
    ({"line": "1.5"}, "line", "not a whole number"),
    ({"role": "main"}, "role", "not one of principal, included"),
    ({"attempt": "maybe"}, "attempt", "not true or false"),
]
SUSPECT_FAULTS = [
    ({"report_id": "NONE"}, "report_id", "orphan suspect: no such report in this extract or in the store"),
    ({"report_id": ""}, "report_id", "empty, and it is required"),
    ({"date_of_birth": "2026-01-06"}, "date_of_birth", "born after the offence"),
    ({"date_of_birth": "2044-01-01"}, "date_of_birth", "future date"),
    ({"age_at_offence": "130"}, "age_at_offence", "not an age from 0 to 120"),
    ({"sex": "Q"}, "sex", "not one of M, F, X"),
    ({"lines": "1|x"}, "lines", "not a list of whole numbers"),
    ({"lines": "1|9"}, "lines", "names an offence line that does not exist"),
    ({"named_on": "2027-01-01"}, "named_on", "future date"),
    ({"named_by": "ghost"}, "named_by", "not one of victim, witness"),
]
EVENT_FAULTS = [
    ({"kind": "party"}, "kind", "not one of contact, arrest"),
    ({"on": "2026-05-01"}, "on", "future date"),
    ({"recorded_on": "2026-01-01"}, "recorded_on", "known before it happened"),
    ({"until": "2026-01-01"}, "until", "ends before it begins"),
    ({"days": "-3"}, "days", "a negative number of days"),
    ({"report_id": ""}, "", "an event of nobody: no mention_id, report_id or pnc_id"),
    ({"report_id": "NONE"}, "report_id", "orphan event: no such report"),
    ({"mention_id": "NONE"}, "mention_id", "orphan event: no such suspect"),
    ({"report_id": "BARE", "kind": "conviction"}, "report_id", "an event of the court on a report without a suspect"),
    ({"report_id": "BARE", "mention_id": "M1"}, "mention_id", "the suspect is of another report than the event"),
    ({"lines": "7"}, "lines", "names an offence line that does not exist"),
]
ALL = {
    "crime_report": (REPORT_FAULTS, "report_id", REPORT),
    "offence": (OFFENCE_FAULTS, "line", OFFENCE),
    "suspect": (SUSPECT_FAULTS, "mention_id", SUSPECT),
    "victim": (
        [({"relationship_to_suspect": "foe"}, "relationship_to_suspect", "not one of partner")],
        "mention_id",
        VICTIM,
    ),
    "event": (EVENT_FAULTS, "event_id", EVENT),
}


def _extract(folder: Path) -> Path:
    """Sound rows, and below them one faulty row for each fault."""
    files: dict[str, Any] = {"crime_report": [REPORT, {**REPORT, "report_id": "BARE"}]}
    files |= {"offence": [OFFENCE], "suspect": [SUSPECT], "victim": [VICTIM], "event": [EVENT]}
    for name, (faults, key, sound) in ALL.items():
        for place, (wrong, _, _) in enumerate(faults):
            row = {**sound, key: str(100 + place) if name == "offence" else f"{name[0].upper()}X{place}", **wrong}
            row = {column: row[key] if value == "SELF" else value for column, value in row.items()}
            files[name].append(row)
    return write(folder, **files)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("faults")
    receipt = take(_extract(folder / "extract"), folder / "store")
    assert receipt.batch is not None
    batch = batches.find(folder / "store", receipt.batch)
    return {"counts": counts(receipt), "batch": batch, "rejects": batch.read("reject").to_pylist()}


@pytest.mark.parametrize(
    ("table", "place", "column", "reason"),
    [(name, place, fault[1], fault[2]) for name, (faults, _, _) in ALL.items() for place, fault in enumerate(faults)],
)
def test_a_faulty_row_is_set_aside_with_its_reason(
    faulty: dict[str, Any], table: str, place: int, column: str, reason: str
) -> None:
    first = 4 if table == "crime_report" else 3
    faults = [each for each in faulty["rejects"] if each["source"] == f"{table}.csv" and each["row"] == first + place]
    assert [(each["column"], each["reason"][: len(reason)]) for each in faults if each["column"] == column] == [
        (column, reason)
    ]
    assert all(each["remedy"] for each in faults)


def test_sound_rows_beside_them_are_taken_and_every_row_is_counted(faulty: dict[str, Any]) -> None:
    sound = {"crime_report": 2, "offence": 1, "suspect": 1, "victim": 1, "event": 1}
    for name, (faults, _, _) in ALL.items():
        assert faulty["counts"][f"{name}.csv"] == (sound[name] + len(faults), sound[name], len(faults), 0)
        assert faulty["batch"].read(name).num_rows == sound[name]


def test_a_row_with_several_faults_shows_all_and_counts_once(tmp_path: Path) -> None:
    bad = {**SUSPECT, "sex": "Q", "age_at_offence": "900", "date_of_birth": "1999-13-01"}
    receipt = take(write(tmp_path / "e", crime_report=[REPORT], suspect=[bad]), tmp_path / "s")
    assert counts(receipt)["suspect.csv"] == (1, 0, 1, 0)
    rejects = batches.read(tmp_path / "s", "reject").to_pylist()
    assert {each["column"]: each["value"] for each in rejects} == {
        "sex": "Q",
        "age_at_offence": "900",
        "date_of_birth": "1999-13-01",
    }
    assert '"forename":"Sam"' in rejects[0]["raw"]


def test_a_date_ahead_is_sound_only_for_what_is_planned(tmp_path: Path) -> None:
    planned = {**EVENT, "kind": "court_date", "on": "2027-01-01"}
    take(write(tmp_path / "e", crime_report=[REPORT], event=[planned]), tmp_path / "s")
    (event,) = batches.read(tmp_path / "s", "event").to_pylist()
    assert (str(event["on"]), str(event["recorded_on"])) == ("2027-01-01", "2026-04-01")


def test_identifiers_of_odd_form_are_kept_and_counted(tmp_path: Path) -> None:
    odd = {**SUSPECT, "pnc_id": "not one", "postcode": "SE1 1AA", "phone": "ask his mother"}
    receipt = take(write(tmp_path / "e", crime_report=[REPORT], suspect=[odd]), tmp_path / "s")
    assert counts(receipt)["suspect.csv"] == (1, 1, 0, 0)
    assert receipt.soft == {"pnc_id": 1, "phone": 1}


def test_codes_without_weight_and_unknown_boroughs_are_taken_and_listed(tmp_path: Path) -> None:
    report = {**REPORT, "borough": "Atlantis"}
    offences = [{**OFFENCE, "ho_code": "99/99"}, {**OFFENCE, "line": "2"}]
    receipt = take(write(tmp_path / "e", crime_report=[report], offence=offences), tmp_path / "s")
    assert receipt.unweighted == {"099/99": 1}
    assert receipt.boroughs == {"Atlantis": 1}
    assert counts(receipt)["offence.csv"] == (2, 2, 0, 0)
