"""A fault of a whole file stops that file with one line; nothing of it is taken; other files go on."""

import gzip
from pathlib import Path

import pytest

from extracts import OFFENCE, REPORT, SUSPECT, counts, rows_as_csv, take, write
from v100.errors import V100Error
from v100.store import batches

SUSPECTS = rows_as_csv(SUSPECT).encode()
FAULTS = {
    "empty": ("suspect.csv", b"", "empty file"),
    "only spaces": ("suspect.csv", b" \n\n", "empty file"),
    "missing column": ("suspect.csv", b"report_id,forename\nR1,Sam\n", "missing column mention_id"),
    "title above the heading": (
        "suspect.csv",
        b"Extract of April\n\n" + SUSPECTS,
        "heading seems to stand in row 3",
    ),
    "column twice": ("suspect.csv", b"mention_id,report_id,Sex,sex\nM1,R1,M,F\n", "names sex more than once"),
    "no heading": ("suspect.csv", b"\nM1,R1\n", "the row of the heading is empty"),
    "cut gzip": ("suspect.csv.gz", gzip.compress(SUSPECTS)[:-9], "truncated or damaged gzip"),
    "not gzip": ("suspect.csv.gz", b"\x1f\x8bnonsense", "truncated or damaged gzip"),
    "gzip bomb": ("suspect.csv.gz", gzip.compress(bytes(2**26 + 1)), "unpacks to over 100 times its size"),
    "a picture": ("suspect.csv", b"\x89PNG\r\n\x1a\n\0\0\0", "missing column"),
    "not Parquet": ("suspect.parquet", SUSPECTS, "not a Parquet file"),
    "half UTF-16": ("suspect.csv", SUSPECTS.decode().encode("utf-16") + b"\xd8", "not UTF-16 throughout"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_stopped_file_is_named_and_others_go_on(tmp_path: Path, fault: str) -> None:
    name, content, message = FAULTS[fault]
    extract = write(tmp_path / "e", crime_report=[REPORT], offence=[OFFENCE])
    (extract / name).write_bytes(content)
    receipt = take(extract, tmp_path / "s")
    stopped = next(each for each in receipt.files if each.file == name)
    assert stopped.fault is not None
    assert message in stopped.fault
    assert stopped.fault.startswith(name)
    assert stopped.read == 0
    assert counts(receipt)["crime_report.csv"] == (1, 1, 0, 0)
    assert batches.read(tmp_path / "s", "suspect").num_rows == 0


@pytest.mark.parametrize("parent", ["crime_report", "offence"])
def test_when_reports_or_lines_cannot_be_read_everything_stops(tmp_path: Path, parent: str) -> None:
    files = {"crime_report": [REPORT], "offence": [OFFENCE], "suspect": [SUSPECT]} | {parent: ""}
    with pytest.raises(V100Error, match=rf"{parent}.csv: empty file.*nothing was taken in"):
        take(write(tmp_path / "e", **files), tmp_path / "s")
    assert batches.listed(tmp_path / "s") == []


def test_suspects_already_known_stay_when_their_file_cannot_be_read(tmp_path: Path) -> None:
    take(write(tmp_path / "one", crime_report=[REPORT], suspect=[SUSPECT]), tmp_path / "s")
    take(write(tmp_path / "two", crime_report=[{**REPORT, "updated_on": "2026-02-01"}], suspect=""), tmp_path / "s")
    reports = batches.read(tmp_path / "s", "crime_report").to_pylist()
    suspects = batches.read(tmp_path / "s", "suspect").to_pylist()
    assert {row["version"] for row in suspects} == {row["version"] for row in reports}
    assert len(suspects) == 2


def test_a_source_that_is_not_there_or_not_of_the_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="no such file or folder"):
        take(tmp_path / "nowhere", tmp_path / "s")
    write(tmp_path / "e", weather=[{"rain": "yes"}])
    with pytest.raises(V100Error, match="holds no file of profile canonical"):
        take(tmp_path / "e", tmp_path / "s")
    with pytest.raises(V100Error, match="rename the file"):
        take(tmp_path / "e" / "weather.csv", tmp_path / "s")


def test_a_file_that_is_not_of_the_profile_is_noted(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", crime_report=[{**REPORT, "weather": "rain"}], readme="hello\n")
    receipt = take(extract, tmp_path / "s")
    assert receipt.notes == ("readme.csv: no file of profile canonical, left out",)
    assert receipt.unmapped == {"crime_report.csv": ["weather"]}
