"""The same extract in every format and dialect gives the same rows in the store."""

import gzip
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extracts import OFFENCE, RECEIVED, REPORT, counts, take, write
from v100.intake import load_profile, take_in
from v100.store import batches

TEXTS = ("plain", "Zoë Café", 'said "no", twice', "first line\nsecond line", "€5 – maybe")
REPORTS = [{**REPORT, "report_id": f"R{n}", "mo_text": text} for n, text in enumerate(TEXTS)]


def _quoted(rows: list[dict[str, str]], delimiter: str = ",", end: str = "\n") -> str:
    def line(cells: Any) -> str:
        return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells) + end

    return line(rows[0]) + "".join(line(row.values()) for row in rows)


def _stored(store: Path) -> dict[str, str]:
    return {row["report_id"]: row["mo_text"] for row in batches.read(store, "crime_report").to_pylist()}


DIALECTS = {
    "semicolon": (_quoted(REPORTS, ";"), "utf-8"),
    "tab": (_quoted(REPORTS, "\t"), "utf-8"),
    "bar": (_quoted(REPORTS, "|"), "utf-8"),
    "byte order mark": (_quoted(REPORTS), "utf-8-sig"),
    "Windows line ends": (_quoted(REPORTS, end="\r\n"), "utf-8"),
    "old Mac line ends": (_quoted(REPORTS, end="\r"), "utf-8"),
    "Windows-1252": (_quoted(REPORTS), "windows-1252"),
    "UTF-16": (_quoted(REPORTS), "utf-16"),
    "blank lines": (_quoted(REPORTS, end="\n\n"), "utf-8"),
    "no last line end": (_quoted(REPORTS).rstrip("\n"), "utf-8"),
    "mixed line ends": (_quoted(REPORTS[:3], end="\r\n") + _quoted(REPORTS[2:]).split("\n", 1)[1], "utf-8"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_of_csv_reads_the_same(tmp_path: Path, dialect: str) -> None:
    text, encoding = DIALECTS[dialect]
    extract = write(tmp_path / "e")
    (extract / "crime_report.csv").write_bytes(text.encode(encoding))
    receipt = take(extract, tmp_path / "s")
    read = 6 if dialect == "mixed line ends" else 5
    assert counts(receipt) == {"crime_report.csv": (read, read, 0, 0)}
    assert _stored(tmp_path / "s") == {f"R{n}": text for n, text in enumerate(TEXTS)}


def test_gzip_parquet_and_excel_read_the_same(tmp_path: Path) -> None:
    for name in ("gz", "parquet", "excel", "sheets"):
        (tmp_path / name).mkdir()
    (tmp_path / "gz" / "crime_report.csv.gz").write_bytes(gzip.compress(_quoted(REPORTS).encode()))
    table = pa.Table.from_pylist(REPORTS)
    pq.write_table(table, tmp_path / "parquet" / "crime_report.parquet")
    for folder, file, sheet in (("excel", "crime_report.xlsx", "Sheet1"), ("sheets", "book.xlsx", "Crime_Report")):
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.title = sheet
        for row in (table.column_names, *(list(each.values()) for each in REPORTS), [], [None, ""]):
            book.active.append(row)
        book.save(tmp_path / folder / file)
    for name in ("gz", "parquet", "excel", "sheets"):
        receipt = take(tmp_path / name, tmp_path / f"store {name}")
        assert [(each.read, each.accepted) for each in receipt.files] == [(5, 5)]
        assert _stored(tmp_path / f"store {name}") == {f"R{n}": text for n, text in enumerate(TEXTS)}


def test_typed_parquet_and_excel_cells_read_as_their_text_would(tmp_path: Path) -> None:
    write(tmp_path / "csv", crime_report=[{**REPORT, "easting": "530000", "domestic_abuse": "true", "flags": "hba|fm"}])
    (tmp_path / "parquet").mkdir()
    typed = duckdb.sql(
        "SELECT 'R1' AS report_id, 'Anyshire' AS force, 'C1' AS crime_ref, DATE '2026-01-05' AS recorded_on, "
        "530000.0::DOUBLE AS easting, true AS domestic_abuse, ['hba', 'fm'] AS flags"
    )
    typed.write_parquet(str(tmp_path / "parquet" / "crime_report.parquet"))
    book = openpyxl.Workbook()
    assert book.active is not None
    (row,) = typed.fetchall()
    book.active.append(typed.columns)
    book.active.append([*row[:-1], "hba|fm"])
    (tmp_path / "excel").mkdir()
    book.save(tmp_path / "excel" / "crime_report.xlsx")
    take(tmp_path / "csv", tmp_path / "s")
    assert take(tmp_path / "parquet", tmp_path / "s").batch is None
    assert take(tmp_path / "excel", tmp_path / "s").batch is None


def test_rows_that_are_no_rows_of_the_table_go_aside_with_the_row_a_person_sees(tmp_path: Path) -> None:
    lines = [
        b"report_id,force,crime_ref,recorded_on,mo_text",
        b'R1,Any,C1,2026-01-05,"a quoted\nnew line"',
        b"R2,Any,C2,2026-01-05,one,too many",
        b"",
        b"R3,Any,C3,2026-01-05",
        b"R4,Any,C4,2026-01-05,caf\xc3\xa9 and \xff",
        b"R5,Any,C5,2026-01-05,fine",
        b"R6,Any,C6,2026-01-05,nul \0",
        b"R7,Any,,2026-01-05,no reference",
    ]
    extract = write(tmp_path / "e")
    (extract / "crime_report.csv").write_bytes(b"\n".join(lines))
    assert counts(take(extract, tmp_path / "s"))["crime_report.csv"] == (7, 2, 5, 0)
    rejects = batches.read(tmp_path / "s", "reject").to_pylist()
    assert [(each["row"], each["reason"][:10]) for each in rejects] == [
        (3, "ragged row"),
        (5, "ragged row"),
        (6, "bytes that"),
        (8, "bytes that"),
        (9, "empty, and"),
    ]
    assert rejects[0]["raw"] == '"R2,Any,C2,2026-01-05,one,too many"'


def test_a_broken_quote_spoils_its_own_line_and_no_other(tmp_path: Path) -> None:
    text = (
        "report_id,force,crime_ref,recorded_on,mo_text\n"
        'R1,Any,C1,2026-01-05,"never closed\n'
        'R2,Any,C2,2026-01-05,6" blade\n'
        'R3,Any,C3,2026-01-05,"closed" and more\n'
        'R4,Any,C4,2026-01-05,"two\nlines"\n'
        "R5,Any,C5,2026-01-05,too,many\n"
    )
    assert counts(take(write(tmp_path / "e", crime_report=text), tmp_path / "s"))["crime_report.csv"] == (5, 2, 3, 0)
    assert _stored(tmp_path / "s") == {"R2": '6" blade', "R4": "two\nlines"}
    rejects = batches.read(tmp_path / "s", "reject").to_pylist()
    assert [(each["row"], each["reason"]) for each in rejects][:2] == [
        (2, "a quote is opened and never closed"),
        (4, "text after a closing quote"),
    ]


PROFILE = """
name = "records"
title = "a record system of another force"
crime_unit = "line"

[lookups.codes]
file = "codes.csv"
key = "offence"

[files.crimes]
delimiter = ";"
encoding = "windows-1252"
header_row = 2
dates = ["%d/%m/%Y", "%d/%m/%Y %H:%M"]
keep = [{ column = "Status", not_among = ["test"] }]

[files.people]
delimiter = ";"
dates = ["%d/%m/%Y"]
join = [{ file = "nominals", on = { Nominal = "Id" } }]

[files.nominals]
delimiter = ";"

[[tables]]
table = "crime_report"
file = "crimes"
[tables.columns]
report_id = { template = "AN-{Number}" }
force = { constant = "Anyshire" }
crime_ref = "Number"
recorded_on = { first = ["Recorded", "Created"] }
occurred_from = "From"
flags = { column = "Markers", separator = "," }
location_type = { column = "Place", values = { Dwelling = "home", Road = "street" } }

[[tables]]
table = "offence"
file = "crimes"
[tables.columns]
report_id = { template = "AN-{Number}" }
line = { constant = "1" }
ho_code = { column = "Offence", lookup = "codes", take = "code" }

[[tables]]
table = "suspect"
file = "people"
[tables.columns]
mention_id = { template = "{Crime}/{Nominal}" }
report_id = { template = "AN-{Crime}" }
surname = { column = "nominals.Name", name = "surname" }
forename = { column = "nominals.Name", name = "forename" }
middle_names = { column = "nominals.Name", name = "middle_names" }
date_of_birth = "nominals.Born"
"""


def test_a_profile_maps_another_systems_files(tmp_path: Path) -> None:
    (tmp_path / "records.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "codes.csv").write_text("offence,code\nRape of a woman,19/08\n", encoding="utf-8")
    folder = tmp_path / "e"
    folder.mkdir()
    (folder / "crimes.csv").write_text(
        "Crimes of Anyshire;;;;;;;\n"
        "Number;Recorded;Created;From;Offence;Place;Markers;Status\n"
        "1;05/01/2026;;04/01/2026 23:15;Rape of a woman;DWELLING;hba,fm;open\n"
        "2;;06/01/2026;;Rape of a woman;Road;;open\n"
        "3;06/01/2026;;;Rape of a woman;Road;;Test\n"
        "4;06/01/2026;;;Rape of a man;Cave;;open\n"
        "5;2026-01-06;;;Rape of a woman;;;open\n",
        encoding="windows-1252",
    )
    (folder / "people.csv").write_text("Crime;Nominal\n1;7\n2;8\n3;7\n2;9\n2;6\n", encoding="utf-8")
    (folder / "nominals.csv").write_text(
        "Id;Name;Born\n7;POE, Sam Lee;01/02/1980\n8;Al van Dyk;\n6;A;\n6;B;\n", encoding="utf-8"
    )
    receipt = take(folder, tmp_path / "s", profile=tmp_path / "records.toml")
    assert counts(receipt) == {
        "crimes.csv": (5, 2, 2, 1),
        "nominals.csv": (4, 2, 2, 0),
        "people.csv": (5, 2, 2, 1),
    }
    reports = batches.read(tmp_path / "s", "crime_report").to_pylist()
    assert [(row["report_id"], str(row["recorded_on"]), row["location_type"]) for row in reports] == [
        ("AN-1", "2026-01-05", "home"),
        ("AN-2", "2026-01-06", "street"),
    ]
    assert (str(reports[0]["occurred_from"]), reports[0]["flags"]) == ("2026-01-04 23:15:00", ["hba", "fm"])
    names = [
        (row["forename"], row["middle_names"], row["surname"])
        for row in batches.read(tmp_path / "s", "suspect").to_pylist()
    ]
    assert names == [("Sam", "Lee", "POE"), ("Al", "van", "Dyk")]
    faults = {
        (each["source"], each["row"], each["column"]): each["reason"]
        for each in batches.read(tmp_path / "s", "reject").to_pylist()
    }
    assert faults["crimes.csv", 6, "Offence"] == "not in the list codes"
    assert faults["crimes.csv", 6, "Place"] == "a word that the profile does not know"
    assert faults["crimes.csv", 7, "Recorded / Created"] == "impossible date"
    assert faults["people.csv", 5, "Nominal"] == "no row of nominals carries this key"
    assert faults["nominals.csv", 4, "Id"] == "different rows carry the same key"


def test_several_sources_are_one_batch(tmp_path: Path) -> None:
    one = write(tmp_path / "one", crime_report=[REPORT])
    two = write(tmp_path / "two", offence=[OFFENCE])
    receipt = take_in(
        [one / "crime_report.csv", two],
        profile=load_profile("canonical"),
        store=tmp_path / "s",
        received_on=RECEIVED,
        days={},
    )
    assert receipt.written["crime_report"] == receipt.written["offence"] == 1
