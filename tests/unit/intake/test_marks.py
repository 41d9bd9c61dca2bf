"""A laboratory's marks: whole or set aside, known from the day they were reported, lost by no later version."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extracts import EVENT, MARK, OFFENCE, RECEIVED, REPORT, counts, take, write
from v100 import engine
from v100.intake import check_extract, load_profile
from v100.store import batches
from v100.store.known import known_tables

REPORTS: dict[str, Any] = {"crime_report": [REPORT], "offence": [OFFENCE]}
UNDATED = {name: value for name, value in MARK.items() if name != "matched_on"}


def held(store: Path) -> list[tuple[Any, ...]]:
    columns = ("report_id", "kind", "mark_id", "matched_on")
    return [tuple(row[name] for name in columns) for row in batches.read(store, "forensic").to_pylist()]


def known(store: Path, on: date) -> list[str]:
    return [row["mark_id"] for row in known_tables(engine.connect(), store, on)["forensic"].to_pyarrow().to_pylist()]


def test_a_mark_is_known_from_the_day_that_the_laboratory_reported_it(tmp_path: Path) -> None:
    take(write(tmp_path / "e", **REPORTS, forensic=[MARK, {**MARK, "kind": "tool", "mark_id": "B1"}]), tmp_path / "s")
    assert held(tmp_path / "s") == [
        ("R1", "dna", "A7", date(2026, 2, 3)),
        ("R1", "tool", "B1", date(2026, 2, 3)),
    ]
    assert known(tmp_path / "s", date(2026, 2, 2)) == []
    assert sorted(known(tmp_path / "s", date(2026, 2, 3))) == ["A7", "B1"]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"kind": "hair"}, "kind", "not one of dna, fingerprint, footwear, tool, ballistic, digital"),
        ({"kind": ""}, "kind", "empty, and it is required"),
        ({"mark_id": ""}, "mark_id", "empty, and it is required"),
        ({"report_id": ""}, "report_id", "empty, and it is required"),
        ({"report_id": "R9"}, "report_id", "orphan forensic: no such report in this extract or in the store"),
        ({"matched_on": "soon"}, "matched_on", "impossible date"),
        ({"matched_on": "2026-04-02"}, "matched_on", "future date: after 2026-04-01, when the batch was received"),
        ({"matched_on": "1826-04-01"}, "matched_on", "impossible date: before 1900"),
    ],
)
def test_a_faulty_mark_is_set_aside_with_its_reason(
    tmp_path: Path, row: dict[str, str], column: str, reason: str
) -> None:
    extract = write(tmp_path / "e", **REPORTS, forensic=[{**MARK, **row}, {**MARK, "mark_id": "sound"}])
    assert counts(take(extract, tmp_path / "s"))["forensic.csv"] == (2, 1, 1, 0)
    (reject,) = batches.read(tmp_path / "s", "reject").to_pylist()
    assert (reject["source"], reject["row"], reject["column"]) == ("forensic.csv", 2, column)
    assert reject["reason"] == reason
    assert reject["remedy"]
    assert [mark for _, _, mark, _ in held(tmp_path / "s")] == ["sound"]


def test_a_mark_of_a_rejected_report_goes_with_it_and_comes_in_with_it(tmp_path: Path) -> None:
    bad = write(
        tmp_path / "bad", crime_report=[{**REPORT, "recorded_on": "someday"}], offence=[OFFENCE], forensic=[MARK]
    )
    assert counts(take(bad, tmp_path / "s"))["forensic.csv"] == (1, 0, 1, 0)
    reasons = {row["source"]: row["reason"] for row in batches.read(tmp_path / "s", "reject").to_pylist()}
    assert reasons["forensic.csv"] == "its report was rejected"
    take(write(tmp_path / "good", **REPORTS, forensic=[MARK]), tmp_path / "s")
    assert len(held(tmp_path / "s")) == 1


def test_two_dates_of_one_mark_in_one_file_are_set_aside_and_the_same_row_twice_is_not(tmp_path: Path) -> None:
    rows = [MARK, {**MARK, "matched_on": "2026-02-04"}, {**MARK, "mark_id": "B1"}, {**MARK, "mark_id": "B1"}]
    receipt = take(write(tmp_path / "e", **REPORTS, forensic=rows), tmp_path / "s")
    assert counts(receipt)["forensic.csv"] == (4, 2, 2, 0)
    assert [each.duplicates for each in receipt.files if each.file == "forensic.csv"] == [1]
    assert [mark for _, _, mark, _ in held(tmp_path / "s")] == ["B1"]


def test_the_same_marks_again_change_nothing(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", **REPORTS, forensic=[MARK, {**UNDATED, "mark_id": "B1"}, {**MARK, "kind": "hair"}])
    take(extract, tmp_path / "s")
    for received_on in (RECEIVED, date(2026, 5, 1)):
        again = take(extract, tmp_path / "s", received_on=received_on)
        assert again.batch is None
        assert [each.unchanged for each in again.files] == [each.accepted for each in again.files]
    assert len(held(tmp_path / "s")) == 2


def test_a_later_version_of_the_report_takes_no_mark_away_and_needs_not_bring_it(tmp_path: Path) -> None:
    take(write(tmp_path / "one", **REPORTS, forensic=[MARK, {**UNDATED, "mark_id": "B1"}]), tmp_path / "s")
    later = {**REPORTS, "crime_report": [{**REPORT, "updated_on": "2026-03-01"}]}
    take(write(tmp_path / "two", **later), tmp_path / "s", received_on=date(2026, 4, 2))
    take(write(tmp_path / "three", **later, forensic=[{**UNDATED, "mark_id": "B1"}]), tmp_path / "s")
    assert len(held(tmp_path / "s")) == 2
    assert sorted(known(tmp_path / "s", RECEIVED)) == ["A7", "B1"]


def test_marks_may_come_alone_once_their_reports_are_in_and_make_no_version_of_them(tmp_path: Path) -> None:
    take(write(tmp_path / "one", **REPORTS), tmp_path / "s")
    receipt = take(write(tmp_path / "two", forensic=[MARK]), tmp_path / "s", received_on=date(2026, 4, 2))
    assert {name: rows for name, rows in receipt.written.items() if rows} == {"forensic": 1}
    assert len(held(tmp_path / "s")) == 1


def test_without_its_day_a_mark_is_known_with_the_version_that_brought_it_else_on_receipt(tmp_path: Path) -> None:
    """Never with an earlier version of the report: that would let a backtest see ahead."""
    told = {**REPORT, "updated_on": "2026-02-10"}
    take(write(tmp_path / "one", **REPORTS | {"crime_report": [told]}, forensic=[UNDATED]), tmp_path / "s")
    assert held(tmp_path / "s") == [("R1", "dna", "A7", date(2026, 2, 10))]
    same = {**REPORTS, "crime_report": [told], "forensic": [UNDATED, {**UNDATED, "mark_id": "B1"}]}
    take(write(tmp_path / "two", **same), tmp_path / "s", received_on=date(2026, 4, 5))
    take(
        write(tmp_path / "three", forensic=[{**UNDATED, "mark_id": "C2"}]), tmp_path / "s", received_on=date(2026, 4, 6)
    )
    assert [(mark, on) for _, _, mark, on in held(tmp_path / "s")] == [
        ("A7", date(2026, 2, 10)),
        ("B1", date(2026, 4, 5)),
        ("C2", date(2026, 4, 6)),
    ]


def test_a_corrected_day_counts_from_then_on_and_what_was_said_before_stays(tmp_path: Path) -> None:
    take(write(tmp_path / "one", **REPORTS, forensic=[MARK]), tmp_path / "s")
    later = [{**MARK, "matched_on": "2026-03-09"}]
    take(write(tmp_path / "two", forensic=later), tmp_path / "s", received_on=date(2026, 4, 2))

    def said(on: date) -> list[date]:
        rows = known_tables(engine.connect(), tmp_path / "s", on)["forensic"].to_pyarrow().to_pylist()
        return [row["matched_on"] for row in rows]

    assert said(date(2026, 3, 8)) == [date(2026, 2, 3)]
    assert said(date(2026, 3, 9)) == [date(2026, 3, 9)]


def test_an_extract_without_marks_is_whole_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    extract = write(
        tmp_path / "e", **REPORTS, suspect="mention_id,report_id\n", victim="mention_id,report_id\n", event=[EVENT]
    )
    receipt = take(extract, tmp_path / "s")
    assert (receipt.notes, receipt.rejects, receipt.unmapped) == ((), {}, {})
    assert known(tmp_path / "s", RECEIVED) == []
    notes = check_extract([extract], load_profile("canonical")).notes
    assert not [note for note in notes if "forensic" in note]


def test_a_file_of_marks_that_cannot_be_read_stops_alone(tmp_path: Path) -> None:
    receipt = take(write(tmp_path / "e", **REPORTS, forensic="report_id,kind\nR1,dna\n"), tmp_path / "s")
    assert receipt.written["crime_report"] == 1
    (fault,) = (each.fault for each in receipt.files if each.file == "forensic.csv")
    assert fault is not None
    assert "missing column mark_id" in fault


def test_a_laboratorys_own_file_is_drafted_as_marks(tmp_path: Path) -> None:
    lab = {"Case No": "R1", "Mark Type": "dna", "Mark Ref": "A7", "Match Date": "03/02/2026"}
    crimes = {"Case No": "R1", "Force": "Anyshire", "Reference": "C1", "Recorded Date": "05/01/2026"}
    draft = check_extract([write(tmp_path / "e", lab=[lab], crimes=[crimes])], load_profile("canonical")).draft
    assert 'table = "forensic"\nfile = "lab"' in draft
    for line in ('report_id = "Case No"', 'kind = "Mark Type"', 'mark_id = "Mark Ref"', 'matched_on = "Match Date"'):
        assert line in draft
