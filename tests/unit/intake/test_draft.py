"""A draft of a profile for files that nobody described reads them as they lie and does not guess a side of a person."""

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extracts import write
from v100.intake import check_extract, load_profile

CRIMES = "Crime No.;URN;Recorded;Constabulary\n"
PEOPLE = "Link ID;URN;Involvement;Surname;Given Names;DOB\n"


def draft(extract: Path) -> dict[str, Any]:
    return tomllib.loads(check_extract([extract], load_profile("canonical")).draft)


def tables(drafted: dict[str, Any], file: str) -> list[dict[str, Any]]:
    return [table for table in drafted["tables"] if table["file"] == file]


@pytest.mark.parametrize(
    ("file", "key", "table"),
    [
        ("crime_victim", "person_id", "victim"),
        ("persons", "victim_id", "victim"),
        ("persons", "Suspect ID", "suspect"),
        ("offenders", "person_id", "suspect"),
        ("persons", "person_id", ""),
        ("suspects_and_victims", "person_id", ""),
    ],
)
def test_a_victim_is_never_drafted_as_a_suspect(tmp_path: Path, file: str, key: str, table: str) -> None:
    extract = write(tmp_path, **{file: f"{key},report_id,surname,date_of_birth\n1,R1,Poe,1990-01-01\n"})
    (drafted,) = tables(draft(extract), file)
    assert drafted["table"] == table
    assert drafted["columns"]["surname"] == "surname"


def test_a_draft_that_does_not_say_the_side_is_refused_in_plain_words(tmp_path: Path) -> None:
    text = check_extract(
        [write(tmp_path, persons="person_id,report_id,surname\n1,R1,Poe\n")], load_profile("canonical")
    ).draft
    assert 'table = ""  # which of our tables does it feed: suspect or victim?' in text
    saved = tmp_path / "mine.toml"
    saved.write_text(text.replace("# crime_unit", "crime_unit"), encoding="utf-8")
    with pytest.raises(Exception, match=r"tables\[0\] \(no name\)\.table: '' is none of 'crime_report'"):
        load_profile(saved)


def test_persons_in_one_file_are_drafted_by_their_role(tmp_path: Path) -> None:
    people = PEOPLE + "1;C1;SUSPECT;Poe;Sam;\n2;C1;VICTIM;Lee;Ann;\n3;C1;Aggrieved;Day;Eve;\n4;C1;INFORMANT;Ray;Joe;\n"
    extract = write(tmp_path, people=people, crimes=CRIMES + "9;C1;05/01/2026;Eastvale\n")
    drafted = draft(extract)
    assert [(table["table"], table["when"]) for table in tables(drafted, "people")] == [
        ("suspect", [{"column": "Involvement", "among": ["SUSPECT"]}]),
        ("victim", [{"column": "Involvement", "among": ["Aggrieved", "VICTIM"]}]),
    ]
    text = check_extract([extract], load_profile("canonical")).draft
    assert "# Involvement also says INFORMANT" in text


def test_the_layout_is_read_and_written_down(tmp_path: Path) -> None:
    (tmp_path / "crimes_202603.csv").write_bytes(
        ("Extract of März\n\n" + CRIMES + "9;C1;05/01/2026;Éire\n").encode("windows-1252")
    )
    rule = draft(tmp_path)["files"]["crimes"]
    assert rule == {
        "names": ["crimes*"],
        "delimiter": ";",
        "encoding": "windows-1252",
        "header_row": 3,
        "dates": ["%d/%m/%Y"],
    }


def test_title_lines_of_a_sheet_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Suspects"
    for row in (
        ["Northmoor"],
        [],
        ["Suspect ID", "Report No", "Surname", None, "DOB"],
        ["S1", "R1", "Poe", "x", "1990"],
    ):
        sheet.append(row)
    book.save(tmp_path / "March.xlsx")
    drafted = draft(tmp_path)
    assert drafted["files"]["Suspects"]["header_row"] == 3
    assert drafted["tables"][0]["columns"] == {
        "mention_id": "Suspect ID",
        "report_id": "Report No",
        "surname": "Surname",
        "date_of_birth": "DOB",
    }


def test_the_key_is_the_column_that_other_files_have_too(tmp_path: Path) -> None:
    offences = "URN;Line;HO Code\nC1;1;19/8\n"
    extract = write(tmp_path, crimes=CRIMES + "9;C1;05/01/2026;Eastvale\n", offences=offences)
    (crimes,) = tables(draft(extract), "crimes")
    assert (crimes["columns"]["report_id"], crimes["columns"]["crime_ref"]) == ("URN", "Crime No.")


def test_dates_with_and_without_a_time_are_both_named(tmp_path: Path) -> None:
    crimes = CRIMES + "1;C1;25/01/2026 10:30;E\n2;C2;26/01/2026;E\n3;C3;27/01/2026;E\n"
    assert draft(write(tmp_path, crimes=crimes))["files"]["crimes"]["dates"] == ["%d/%m/%Y", "%d/%m/%Y %H:%M"]


def test_only_what_the_profile_does_not_read_is_drafted(tmp_path: Path) -> None:
    crimes = "report_id,force,crime_ref,recorded_on\nR1,A,1,2026-01-05\n"
    extract = write(tmp_path, crime_report=crimes, victims="victim_id,report_id\nV1,R1\n")
    assert list(draft(extract)["files"]) == ["victims"]
