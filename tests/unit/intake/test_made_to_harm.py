"""A file that is made to fill the memory, or to stand still, stops that file with one line; the rest is taken in."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extracts import OFFENCE, REPORT, SUSPECT, counts, take, write
from v100 import apart
from v100.cli import app
from v100.errors import V100Error
from v100.intake import Receipt, csv_mend, csv_scan, reading
from v100.store import batches

HEADING = "mention_id,report_id,forename\n"
SMALL_ROOM = 2**31


def beside_reports(tmp_path: Path) -> Path:
    return write(tmp_path / "e", crime_report=[REPORT], offence=[OFFENCE])


def stopped(extract: Path, tmp_path: Path) -> str:
    """Why the suspects were not taken in, though the reports were and nobody stands in the store."""
    receipt = take(extract, tmp_path / "s")
    assert counts(receipt)["crime_report.csv"] == (1, 1, 0, 0)
    assert batches.read(tmp_path / "s", "suspect").num_rows == 0
    (fault,) = (each.fault for each in receipt.files if each.fault)
    assert "\n" not in fault
    return fault


def workbook(path: Path, sheet: str, *, doctype: str = "", packed: int = zipfile.ZIP_DEFLATED) -> None:
    """A workbook of one sheet, whose cells are given as it writes them."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "suspect"
    book.save(path.with_suffix(".plain"))
    with zipfile.ZipFile(path.with_suffix(".plain")) as plain, zipfile.ZipFile(path, "w", packed) as made:
        for part in plain.namelist():
            if part != "xl/worksheets/sheet1.xml":
                made.writestr(part, plain.read(part))
        made.writestr(
            "xl/worksheets/sheet1.xml",
            f'<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{sheet}</sheetData></worksheet>",
        )
    path.with_suffix(".plain").unlink()


def row(number: int, **cells: str) -> str:
    told = "".join(f'<c r="{at}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in cells.items())
    return f'<row r="{number}">{told}</row>'


SUSPECT_ROWS = row(1, A="mention_id", B="report_id") + row(2, A="M1", B="R1")


def test_a_workbook_written_by_hand_is_read(tmp_path: Path) -> None:
    extract = beside_reports(tmp_path)
    workbook(extract / "suspect.xlsx", SUSPECT_ROWS)
    assert counts(take(extract, tmp_path / "s"))["suspect.xlsx:suspect"] == (1, 1, 0, 0)


def test_one_cell_in_the_last_corner_of_a_sheet_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "ROOM", SMALL_ROOM)
    extract = beside_reports(tmp_path)
    workbook(extract / "suspect.xlsx", SUSPECT_ROWS + row(1048576, XFD="x"))
    assert "needs over 2 GB of memory" in stopped(extract, tmp_path)


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE x [<!ENTITY b 'ha'><!ENTITY a '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
    ],
    ids=["a file of the machine", "laughs"],
)
def test_entities_of_a_sheet_are_not_followed(tmp_path: Path, doctype: str) -> None:
    extract = beside_reports(tmp_path)
    workbook(extract / "suspect.xlsx", SUSPECT_ROWS + row(3, A="&a;", B="R1"), doctype=doctype)
    assert "unrecognized entity" in stopped(extract, tmp_path)


def test_a_workbook_that_unpacks_to_a_thousand_times_its_size_is_not_opened(tmp_path: Path) -> None:
    extract = beside_reports(tmp_path)
    workbook(extract / "suspect.xlsx", SUSPECT_ROWS + " " * (apart.UNPACKED + 1))
    with pytest.raises(V100Error, match=r"suspect.xlsx: not a workbook that can be read \(unpacks to over 100 times"):
        take(extract, tmp_path / "s")


def test_a_workbook_of_which_a_letter_was_changed_on_the_way_is_not_opened(tmp_path: Path) -> None:
    extract = beside_reports(tmp_path)
    workbook(extract / "suspect.xlsx", SUSPECT_ROWS, packed=zipfile.ZIP_STORED)
    content = (extract / "suspect.xlsx").read_bytes()
    assert content.count(b"<t>M1</t>") == 1
    (extract / "suspect.xlsx").write_bytes(content.replace(b"<t>M1</t>", b"<t>M2</t>"))
    with pytest.raises(V100Error, match=r"suspect.xlsx: not a workbook that can be read \(damaged: xl/worksheets"):
        take(extract, tmp_path / "s")


def test_a_text_repeated_in_a_column_of_parquet_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "ROOM", SMALL_ROOM)
    extract = beside_reports(tmp_path)
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array(["x" * 500_000]))
    pq.write_table(pa.table({"mention_id": texts, "report_id": texts}), extract / "suspect.parquet", store_schema=False)
    assert (extract / "suspect.parquet").stat().st_size < 2**20
    assert "needs over 2 GB of memory" in stopped(extract, tmp_path)


def test_a_parquet_file_of_many_small_pieces_is_read(tmp_path: Path) -> None:
    extract = beside_reports(tmp_path)
    mentions = pa.table({"mention_id": [f"M{n}" for n in range(500)], "report_id": ["R1"] * 500})
    pq.write_table(mentions, extract / "suspect.parquet", row_group_size=1)
    assert counts(take(extract, tmp_path / "s"))["suspect.parquet"] == (500, 500, 0, 0)


@pytest.mark.parametrize("seed", range(4))
def test_parquet_with_flipped_bytes_is_read_or_stopped(tmp_path: Path, seed: int) -> None:
    extract, drawn = beside_reports(tmp_path), random.Random(seed)
    pq.write_table(pa.table({name: [value] * 300 for name, value in SUSPECT.items()}), extract / "suspect.parquet")
    content = bytearray((extract / "suspect.parquet").read_bytes())
    for _ in range(1 + seed % 4):
        content[drawn.randrange(len(content))] ^= 1 << drawn.randrange(8)
    (extract / "suspect.parquet").write_bytes(content)
    _whole(take(extract, tmp_path / "s"))


def test_parquet_of_which_a_letter_was_changed_on_the_way_is_stopped_where_it_holds_sums(tmp_path: Path) -> None:
    extract = beside_reports(tmp_path)
    path = extract / "suspect.parquet"
    table = pa.table({"mention_id": ["M1"], "report_id": ["R1"], "forename": ["Samuel"]})
    pq.write_table(
        table, path, compression="none", use_dictionary=False, write_statistics=False, write_page_checksum=True
    )
    content = path.read_bytes()
    assert content.count(b"Samuel") == 1
    path.write_bytes(content.replace(b"Samuel", b"Samuil"))
    assert "not a Parquet file that can be read" in stopped(extract, tmp_path)


def _whole(receipt: Receipt) -> None:
    for each in receipt.files:
        assert each.read == each.accepted + each.rejected + each.filtered
        assert each.fault is None or "\n" not in each.fault


@pytest.mark.parametrize(
    "letters",
    [HEADING.encode() + b"M1,R1," + b"a" * 2**24, b'mention_id,"' + b"a" * 2**24, b"," * 2**24],
    ids=["value", "open heading", "heading"],
)
def test_a_line_without_end_stops_the_file(tmp_path: Path, letters: bytes) -> None:
    extract = beside_reports(tmp_path)
    (extract / "suspect.csv").write_bytes(letters)
    assert "a line of over 8 million letters" in stopped(extract, tmp_path)


def test_a_file_of_too_many_columns_is_no_table(tmp_path: Path) -> None:
    extract = beside_reports(tmp_path)
    columns = ["mention_id", "report_id", *(f"x{n}" for n in range(reading.MOST_COLUMNS))]
    write(extract, suspect=",".join(columns) + "\n")
    assert "suspect.csv: 2002 columns, over 2000" in stopped(extract, tmp_path)


def _parquet(extract: Path, value: str) -> None:
    pq.write_table(pa.table({"mention_id": ["M1", "M2"], "report_id": ["R1", value]}), extract / "suspect.parquet")


def _csv(extract: Path, value: str) -> None:
    write(extract, suspect=[{**SUSPECT, "description": "tall"}, {**SUSPECT, "mention_id": "M2", "description": value}])


@pytest.mark.parametrize("how", [_parquet, _csv])
def test_a_value_of_over_a_million_letters_sets_its_row_aside(tmp_path: Path, how: Callable[[Path, str], None]) -> None:
    extract = beside_reports(tmp_path)
    how(extract, "a" * (reading.LONGEST_VALUE + 1))
    receipt = take(extract, tmp_path / "s")
    (found,) = (each for file, each in counts(receipt).items() if file.startswith("suspect"))
    assert found == (2, 1, 1, 0)
    (reject,) = batches.read(tmp_path / "s", "reject").to_pylist()
    assert (reject["row"] in (2, 3), reject["reason"]) == (True, "a value of over a million letters")


@pytest.mark.parametrize("column", ["forename", "surname", "phone", "aliases"])
def test_a_name_or_number_that_would_hold_up_every_comparison_sets_its_row_aside(tmp_path: Path, column: str) -> None:
    rows = [{**SUSPECT, column: "a" * 1000}, {**SUSPECT, "mention_id": "M2", column: "a" * 1001}]
    extract = write(tmp_path / "e", crime_report=[REPORT], offence=[OFFENCE], suspect=rows)
    assert counts(take(extract, tmp_path / "s"))["suspect.csv"] == (2, 1, 1, 0)
    (reject,) = batches.read(tmp_path / "s", "reject").to_pylist()
    assert (reject["row"], reject["column"], reject["reason"]) == (3, column, "over 1000 letters")


@pytest.mark.parametrize("spoiled", ["M1\n", 'M1,R1,"ab\n', "M1,R1,a\0\n"], ids=["short", "open quote", "unreadable"])
def test_a_file_that_is_mostly_no_rows_of_it_is_stopped_early(
    tmp_path: Path, spoiled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (csv_scan, csv_mend, reading):
        monkeypatch.setattr(module, "MOST_BAD", 50)
    extract = write(beside_reports(tmp_path), suspect=HEADING + spoiled * 52)
    assert "over 50 records are no rows of it, the first in row 2" in stopped(extract, tmp_path)
    write(extract, suspect=HEADING + spoiled * 50)
    assert counts(take(extract, tmp_path / "t"))["suspect.csv"] == (50, 0, 50, 0)


def test_broken_files_are_read_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_mend, "PIECE", 3)
    rows = "".join(f'M{n},R1,a 6" blade\n' for n in range(10))
    receipt = take(write(beside_reports(tmp_path), suspect=HEADING + rows), tmp_path / "s")
    assert counts(receipt)["suspect.csv"] == (10, 10, 0, 0)
    assert sorted(each["mention_id"] for each in batches.read(tmp_path / "s", "suspect").to_pylist()) == [
        f"M{n}" for n in range(10)
    ]


@pytest.mark.parametrize("error", [MemoryError(), duckdb.OutOfMemoryException("Out of Memory Error:\n\nPossible")])
def test_a_full_memory_is_one_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise error

    monkeypatch.setattr(app, "app", fails)
    with pytest.raises(SystemExit, match="2"):
        app.main()
    assert capsys.readouterr().err == "v100: the memory is full: ask for less, or on a larger machine\n"
