"""What hangs on a row goes with it; keys are unique; duplicates lead somewhere."""

from pathlib import Path
from typing import Any

import pytest

from extracts import EVENT, OFFENCE, REPORT, SUSPECT, VICTIM, counts, take, write
from v100.store import batches


def _reasons(store: Path) -> dict[tuple[str, int], str]:
    return {(each["source"], each["row"]): each["reason"] for each in batches.read(store, "reject").to_pylist()}


def test_children_and_events_of_a_rejected_report_are_rejected_and_say_so(tmp_path: Path) -> None:
    extract = write(
        tmp_path / "e",
        crime_report=[{**REPORT, "recorded_on": "someday"}],
        offence=[OFFENCE],
        suspect=[SUSPECT],
        victim=[VICTIM],
        event=[EVENT, {**EVENT, "event_id": "E2", "report_id": "", "mention_id": "M1"}],
    )
    receipt = take(extract, tmp_path / "s")
    assert all(each.rejected == each.read for each in receipt.files)
    reasons = _reasons(tmp_path / "s")
    assert {reasons[name, 2] for name in ("offence.csv", "suspect.csv", "victim.csv", "event.csv")} == {
        "its report was rejected"
    }
    assert reasons["event.csv", 3] == "its suspect was rejected"


def test_a_suspect_of_a_rejected_line_is_rejected_and_one_of_all_lines_is_not(tmp_path: Path) -> None:
    extract = write(
        tmp_path / "e",
        crime_report=[REPORT],
        offence=[OFFENCE, {**OFFENCE, "line": "2", "ho_code": "bad"}],
        suspect=[SUSPECT, {**SUSPECT, "mention_id": "M2", "lines": "2"}],
    )
    assert counts(take(extract, tmp_path / "s"))["suspect.csv"] == (2, 1, 1, 0)
    assert _reasons(tmp_path / "s")["suspect.csv", 3] == "its offence line was rejected"


def test_the_same_row_twice_is_taken_once_and_counted(tmp_path: Path) -> None:
    receipt = take(write(tmp_path / "e", crime_report=[REPORT, REPORT], suspect=[SUSPECT] * 3), tmp_path / "s")
    assert counts(receipt) == {"crime_report.csv": (2, 2, 0, 0), "suspect.csv": (3, 3, 0, 0)}
    assert [each.duplicates for each in receipt.files] == [1, 2]
    assert batches.read(tmp_path / "s", "suspect").num_rows == 1


def test_different_rows_under_one_key_are_all_set_aside(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", crime_report=[REPORT, {**REPORT, "crime_ref": "C2"}, {**REPORT, "report_id": "R2"}])
    assert counts(take(extract, tmp_path / "s"))["crime_report.csv"] == (3, 1, 2, 0)
    assert set(_reasons(tmp_path / "s").values()) == {"different rows of crime_report carry the same key"}


def test_a_circle_of_duplicates_is_rejected_and_a_chain_is_not(tmp_path: Path) -> None:
    links = {"R1": "", "R2": "R1", "R3": "R2", "C1": "C3", "C2": "C1", "C3": "C2"}
    reports = [{**REPORT, "report_id": report, "duplicate_of": other} for report, other in links.items()]
    assert counts(take(write(tmp_path / "e", crime_report=reports), tmp_path / "s"))["crime_report.csv"] == (6, 3, 3, 0)
    assert set(_reasons(tmp_path / "s").values()) == {"reports are duplicates of each other in a circle"}


def test_a_circle_through_the_store_is_rejected(tmp_path: Path) -> None:
    other = {**REPORT, "report_id": "R2", "duplicate_of": "R1"}
    take(write(tmp_path / "one", crime_report=[REPORT, other]), tmp_path / "s")
    receipt = take(write(tmp_path / "two", crime_report=[{**REPORT, "duplicate_of": "R2"}]), tmp_path / "s")
    assert counts(receipt)["crime_report.csv"] == (1, 0, 1, 0)


def test_references_are_looked_for_in_the_store_too(tmp_path: Path) -> None:
    take(write(tmp_path / "one", crime_report=[REPORT], offence=[OFFENCE], suspect=[SUSPECT]), tmp_path / "s")
    later = write(
        tmp_path / "two",
        crime_report=[{**REPORT, "report_id": "R2", "duplicate_of": "R1"}],
        victim=[{**VICTIM, "lines": "1"}],
        event=[{**EVENT, "report_id": "", "mention_id": "M1", "lines": "1"}],
    )
    assert all(each.rejected == 0 for each in take(later, tmp_path / "s").files)


def test_a_mention_cannot_stand_under_two_reports(tmp_path: Path) -> None:
    take(write(tmp_path / "one", crime_report=[REPORT], suspect=[SUSPECT]), tmp_path / "s")
    moved: dict[str, Any] = {
        "crime_report": [{**REPORT, "report_id": "R2"}],
        "suspect": [{**SUSPECT, "report_id": "R2"}],
    }
    assert counts(take(write(tmp_path / "two", **moved), tmp_path / "s"))["suspect.csv"] == (1, 0, 1, 0)
    moved["crime_report"].append({**REPORT, "crime_ref": "C1 without him"})
    assert counts(take(write(tmp_path / "three", **moved), tmp_path / "s"))["suspect.csv"] == (1, 1, 0, 0)


@pytest.mark.parametrize(("suspects", "nobody"), [([], 1), (["M1"], 0), (["M1", "M2"], 1)])
def test_events_that_belong_to_nobody_are_kept_and_counted(tmp_path: Path, suspects: list[str], nobody: int) -> None:
    extract = write(
        tmp_path / "e",
        crime_report=[REPORT],
        suspect=[{**SUSPECT, "mention_id": each} for each in suspects] or "mention_id,report_id\n",
        event=[EVENT],
    )
    receipt = take(extract, tmp_path / "s")
    assert counts(receipt)["event.csv"] == (1, 1, 0, 0)
    assert receipt.events_of_nobody == nobody
