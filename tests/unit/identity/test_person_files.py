"""Person files at the border: what stops the reading says where and why; what cannot be read is unknown and counted."""

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from v100 import engine
from v100.errors import V100Error
from v100.identity.linking.column_map import ColumnMap
from v100.identity.linking.reading import read_files
from v100.identity.linking.said import standard_rows
from v100.identity.linking.values import ReadColumn, typed

TODAY = date(2026, 3, 31)
MAP = ColumnMap.model_validate({"id": "key", "columns": {"forename": "given", "date_of_birth": "born", "sex": "s"}})


@pytest.fixture(scope="module")
def backend() -> engine.Backend:
    return engine.connect()


def read(backend: engine.Backend, path: Path, text: str, columns: ColumnMap = MAP) -> list[dict[str, Any]]:
    path.write_text(text, encoding="utf-8")
    rows, _ = read_files(backend, "rows", [path], columns)
    return rows.order_by("row").to_pyarrow().to_pylist()


def births(backend: engine.Backend, *written: str) -> tuple[list[date | None], ReadColumn]:
    rows = ibis.memtable(
        {
            "mention_id": [str(number) for number in range(len(written))],
            "source": ["file"] * len(written),
            "row": list(range(2, len(written) + 2)),
            "date_of_birth": list(written),
        }
    )
    kept, told = typed(
        backend,
        "typed",
        engine.keep(backend, "written", rows),
        ColumnMap.model_validate({"id": "key", "columns": {"date_of_birth": "born"}}),
        TODAY,
    )
    return kept.order_by("row").date_of_birth.to_pyarrow().to_pylist(), told[0]


def test_headings_and_values_are_trimmed_and_not_known_is_empty(backend: engine.Backend, tmp_path: Path) -> None:
    rows = read(
        backend, tmp_path / "f.csv", "key, given, born, s, more\n1,  Ann \u00a0 Mary , NULL, , x\n2, n/a, ?, f, y\n"
    )
    assert [(row["id"], row["forename"], row["date_of_birth"], row["sex"]) for row in rows] == [
        ("1", "Ann Mary", None, None),
        ("2", None, None, "f"),
    ]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter(backend: engine.Backend, tmp_path: Path, delimiter: str) -> None:
    text = "key,given,born,s\n1,Ann,1990-01-02,F\n".replace(",", delimiter)
    assert read(backend, tmp_path / "f.csv", text)[0]["forename"] == "Ann"


def test_parquet_with_dates_and_lists(backend: engine.Backend, tmp_path: Path) -> None:
    columns = ColumnMap.model_validate({"id": "key", "columns": {"aliases": "aka", "date_of_birth": "born"}})
    table = pa.table({"key": [7], "aka": [["Jo Fox", "J Fox"]], "born": [date(1990, 2, 1)]})
    pq.write_table(table, tmp_path / "f.parquet")
    rows, files = read_files(backend, "rows", [tmp_path / "f.parquet"], columns)
    assert rows.select("id", "aliases", "date_of_birth").to_pyarrow().to_pylist() == [
        {"id": "7", "aliases": "Jo Fox|J Fox", "date_of_birth": "1990-02-01"}
    ]
    assert files[0].rows == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key,given,born\n1,Ann,\n", r"f\.csv: no column 's'; it has key, given, born: mend the column map"),
        ("key,given,born,s\n1,Ann,,\n,Bob,,\n", r"f\.csv: row 3, column 'key': empty"),
        ("key,given,born,s\n1,Ann,,\n2,Cy,,\n1,Bob,,\n", r"f\.csv: row 4, column 'key': '1' is given 2 times"),
        ("key,given,born,s,s\n1,Ann,,,\n", r"f\.csv: more than one column named 's'"),
        ("key,given,born,s\n1,Ann\n", r"f\.csv: not a sound CSV file"),
        ("", r"f\.csv: empty"),
    ],
)
def test_what_stops_the_reading(backend: engine.Backend, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(V100Error, match=said):
        read(backend, tmp_path / "f.csv", text)


def test_what_is_no_text(backend: engine.Backend, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes("key,given,born,s\n1,José,,\n".encode("cp1252"))
    with pytest.raises(V100Error, match="not UTF-8"):
        read_files(backend, "rows", [tmp_path / "f.csv"], MAP)
    (tmp_path / "f.parquet").write_bytes(b"no parquet")
    with pytest.raises(V100Error, match="not a Parquet file"):
        read_files(backend, "rows", [tmp_path / "f.parquet"], MAP)
    with pytest.raises(V100Error, match="cannot be read"):
        read_files(backend, "rows", [tmp_path / "none.csv"], MAP)


def test_a_file_given_twice(backend: engine.Backend, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("key,given,born,s\n1,Ann,,\n", encoding="utf-8")
    with pytest.raises(V100Error, match="given twice"):
        read_files(backend, "rows", [path, path], MAP)


def test_dates_that_speak_for_themselves(backend: engine.Backend) -> None:
    read_, told = births(
        backend, "1990-03-11", "19900311", "1990-03-11 10:15:00", "11 March 1990", "11-Mar-90", "11.3.26"
    )
    assert read_ == [date(1990, 3, 11)] * 5 + [date(2026, 3, 11)]
    assert told.unreadable == 0


def test_two_digits_are_a_year_that_is_past(backend: engine.Backend) -> None:
    assert births(backend, "01/02/26", "01/02/27")[0] == [date(2026, 2, 1), date(1927, 2, 1)]


def test_day_first_or_month_first_is_worked_out_for_the_column(backend: engine.Backend) -> None:
    assert births(backend, "03/04/1990", "05/06/1991")[0] == [date(1990, 4, 3), date(1991, 6, 5)]
    read_, told = births(backend, "03/04/1990", "05/28/1991", "12/31/1992", "30/01/1980")
    assert read_ == [date(1990, 3, 4), date(1991, 5, 28), date(1992, 12, 31), None]
    assert told.how == "M/D/Y (3)"
    assert (told.known, told.unreadable, told.examples) == (4, 1, ("file row 5: 30/01/1980",))


def test_a_day_that_there_is_not_is_unknown_and_counted(backend: engine.Backend) -> None:
    read_, told = births(backend, "1990-02-30", "1990-13-01", "last week", "1990-02-28")
    assert read_ == [None, None, None, date(1990, 2, 28)]
    assert told.unreadable == 3


NAMES = ColumnMap.model_validate({"id": "key", "columns": {"forename": "given", "surname": "family"}})
WHOLE = ColumnMap.model_validate({"id": "key", "columns": {"full_name": "name"}})


def parts(backend: engine.Backend, columns: ColumnMap, **written: list[str | None]) -> list[tuple[str, str]]:
    """Given and family name of each row of these columns."""
    count = len(next(iter(written.values())))
    rows = {"mention_id": [str(number) for number in range(count)], **written}
    table = ibis.memtable(rows, schema=dict.fromkeys(rows, "string"))
    standard, _ = standard_rows(backend, "standard", engine.keep(backend, "written", table), columns)
    return [(row["given"], row["family"]) for row in standard.order_by("mention_id").to_pyarrow().to_pylist()]


def test_half_a_name(backend: engine.Backend) -> None:
    told = {
        ("Mary Ann", None): ("MARY", None),
        ("Mr John", None): ("JOHN", None),
        (None, "van der Berg"): (None, "VANDERBERG"),
        ("Unknown", "Smith"): (None, "SMITH"),
        ("Not", "Known"): (None, None),
        ("Sonny", "Male"): ("SONNY", "MALE"),
    }
    forenames, surnames = ([each[place] for each in told] for place in (0, 1))
    found = parts(backend, NAMES, forename=forenames, surname=surnames)
    assert dict(zip(told, found, strict=True)) == told


def test_a_whole_name_is_taken_apart(backend: engine.Backend) -> None:
    found = parts(backend, WHOLE, full_name=["Jo Ann Fox", "FOX, Jo Ann", "Ms Jo Ann Fox"])
    assert found == [("JO", "FOX")] * 3
