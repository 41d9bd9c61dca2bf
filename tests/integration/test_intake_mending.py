"""Rejected rows are exported under their own heading, mended, run again and taken in: the commands a person types."""

import csv
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from extracts import EVENT, OFFENCE, REPORT, SUSPECT, write
from v100.cli import intake as commands
from v100.errors import CheckFailed, V100Error
from v100.store import batches

app = typer.Typer()
commands.register(app)


def _run(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def _intake(source: Path, store: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(_run("intake", source, "--store", store, "--received-on", "2026-04-01", "--json"))
    return said


def test_mended_rejects_are_taken_in(tmp_path: Path) -> None:
    store = tmp_path / "s"
    extract = write(
        tmp_path / "e",
        crime_report=[REPORT, {**REPORT, "report_id": "R2", "recorded_on": "2026-02-30"}],
        offence=[OFFENCE, {**OFFENCE, "report_id": "R2"}],
        suspect=[SUSPECT, {**SUSPECT, "mention_id": "M2", "report_id": "R2"}],
        event=[EVENT],
    )
    first = _intake(extract, store)
    assert [(each["file"], each["rejected"]) for each in first["files"]] == [
        ("crime_report.csv", 1),
        ("event.csv", 0),
        ("offence.csv", 1),
        ("suspect.csv", 1),
    ]
    _run("rejects", "--store", store, "--out", tmp_path / "mend.csv")
    with (tmp_path / "mend.csv").open(encoding="utf-8") as file:
        assert [row["source"] for row in csv.DictReader(file)] == ["crime_report.csv", "offence.csv", "suspect.csv"]
    mended = tmp_path / "mend" / "crime_report.csv"
    mended.write_text(mended.read_text(encoding="utf-8").replace("2026-02-30", "2026-02-28"), encoding="utf-8")
    again = _intake(tmp_path / "mend", store)
    assert [(each["read"], each["accepted"]) for each in again["files"]] == [(1, 1)] * 3
    assert again["unmapped"] == {}
    assert {row["report_id"] for row in batches.read(store, "suspect").to_pylist()} == {"R1", "R2"}
    assert json.loads(_run("rejects", "--store", store, "--json")) == []
    assert len(json.loads(_run("rejects", "--store", store, "--batch", first["batch"], "--json"))) == 3


def test_text_that_was_no_row_is_exported_too(tmp_path: Path) -> None:
    text = "report_id,force,crime_ref,recorded_on\nR1,Any\nR2,Any,C2,2026-13-01\n"
    with pytest.raises(CheckFailed, match="2 of 2 rows rejected"):
        _intake(write(tmp_path / "e", crime_report=text), tmp_path / "s")
    _run("rejects", "--store", tmp_path / "s", "--out", tmp_path / "mend.csv")
    with (tmp_path / "mend" / "crime_report.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["report_id"], row["v100_row"], row["v100_text"]) for row in rows] == [
        ("", "2", "R1,Any"),
        ("R2", "3", ""),
    ]


def test_the_screen_shows_counts_reasons_and_the_next_command(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", crime_report=[REPORT, {**REPORT, "report_id": "R2", "recorded_on": "x"}])
    said = _run("intake", extract, "--store", tmp_path / "s", "--received-on", "2026-04-01")
    assert "impossible date" in said
    assert "v100 rejects --store" in said
    assert "recorded_on" in _run("rejects", "--store", tmp_path / "s")


def test_a_stopped_file_ends_the_command_after_the_others_are_taken(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", crime_report=[REPORT], suspect="")
    with pytest.raises(V100Error, match=r"suspect\.csv: empty file"):
        _run("intake", extract, "--store", tmp_path / "s", "--received-on", "2026-04-01")
    assert batches.read(tmp_path / "s", "crime_report").num_rows == 1


def test_a_file_that_was_not_understood_ends_the_command_with_status_1(tmp_path: Path) -> None:
    suspects = [
        {**SUSPECT, "mention_id": name, "sex": sex} for name, sex in (("M1", "Male"), ("M2", "Male"), ("M3", "M"))
    ]
    extract = write(tmp_path / "e", crime_report=[REPORT], offence=[OFFENCE], suspect=suspects)
    with pytest.raises(CheckFailed, match=r"suspect\.csv: 2 of 3 rows rejected\. Correct the profile or the rows"):
        _run("intake", extract, "--store", tmp_path / "s", "--received-on", "2026-04-01")
    assert batches.read(tmp_path / "s", "suspect").num_rows == 1


def test_the_way_to_take_mended_rows_in_names_the_profile_file(tmp_path: Path) -> None:
    said = (files("v100.data.profiles") / "canonical.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(said.replace('name = "canonical"', 'name = "mine"'), encoding="utf-8")
    for profile, given in (("canonical", "canonical"), (tmp_path / "mine.toml", "YOUR-FILE-OF-mine.toml")):
        extract = write(tmp_path / "e", crime_report=[REPORT], offence=[OFFENCE, {**OFFENCE, "line": "x"}])
        store = tmp_path / given
        _run("intake", extract, "--profile", profile, "--store", store, "--received-on", "2026-04-01")
        assert f"--profile {given} --store" in _run("rejects", "--store", store, "--out", tmp_path / f"{given}.csv")


def test_profile_check_says_what_lacks_and_drafts_a_profile(tmp_path: Path) -> None:
    extract = write(
        tmp_path / "e",
        crimes=[{"Crime Number": "1", "Recorded Date": "05/01/2026", "Weather": "rain"}],
        suspect=[{"mention_id": "M1", "Surname": "Poe"}],
    )
    with pytest.raises(CheckFailed, match="no file crime_report"):
        _run("profile", "check", extract)
    result = CliRunner().invoke(app, ["profile", "check", str(extract), "--json"])
    found = json.loads(result.stdout)
    assert found["lacks"] == [
        "suspect.csv: no column report_id",
        "no file crime_report, which brings crime_report",
        "no file offence, which brings offence",
    ]
    assert 'recorded_on = "Recorded Date"' in found["draft"]
    assert 'dates = ["%d/%m/%Y"]' in found["draft"]
    assert "# left out: Weather" in found["draft"]


def test_a_draft_completed_is_a_profile(tmp_path: Path) -> None:
    crimes = {"Crime No": "1", "Reference": "A/1", "Recorded Date": "05/01/2026", "Force": "Anyshire"}
    offences = {"Crime No": "1", "Line No": "1", "Home Office Code": "19/08"}
    suspects = {"Crime No": "1", "Suspect Id": "S1", "Surname": "Poe"}
    extract = write(tmp_path / "e", crimes=[crimes], offences=[offences], suspects=[suspects])
    result = CliRunner().invoke(app, ["profile", "check", str(extract), "--json"])
    draft = json.loads(result.stdout)["draft"].replace("# crime_unit", "crime_unit")
    (tmp_path / "ours.toml").write_text(draft, encoding="utf-8")
    assert "Lacking" not in _run("profile", "check", extract, "--profile", tmp_path / "ours.toml")
    said = json.loads(
        _run(
            "intake",
            extract,
            "--profile",
            tmp_path / "ours.toml",
            "--store",
            tmp_path / "s",
            "--received-on",
            "2026-04-01",
            "--json",
        )
    )
    assert {name: rows for name, rows in said["written"].items() if rows} == {
        "crime_report": 1,
        "offence": 1,
        "suspect": 1,
    }


def test_profile_check_finds_nothing_lacking_in_a_sound_extract(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", crime_report=[REPORT], offence=[{**OFFENCE, "ho_code": "bad"}])
    said = _run("profile", "check", extract)
    assert "Lacking" not in said
    assert "1 rows would be rejected: ho_code" in said
