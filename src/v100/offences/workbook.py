"""The official CCHI workbook: its values sheet, read as one row per offence."""

from pathlib import Path

import fastexcel
import pyarrow as pa

from v100.errors import V100Error

SHEET = "values sheet"
"""The sheet is named by edition: `CCHI 2026 values sheet`."""

COLUMNS = {
    "ATHENA URN": "urn",
    "FULL_OFFENCE_TITLE": "title",
    "CCHI Score": "score",
    "SUB_GROUP": "subgroup",
    "HO_CODE": "class",
    "HO_SUB_CODE": "subclass",
}


def read_workbook(workbook: Path) -> tuple[str, pa.Table]:
    """The name of the values sheet and its rows as text.

    Columns: urn, title, score, subgroup, class, subclass, basis (published), note (none).

    Raises V100Error when it is not a workbook, has no values sheet, or lacks one of the columns.
    """
    sheet = _values_sheet(workbook)
    cells = sheet.to_arrow()
    heading = _heading_row(cells, f"{workbook}, sheet {sheet.name!r}")
    names = [_text(column[heading].as_py()) for column in cells.columns]
    columns = {ours: cells.column(names.index(theirs)).slice(heading + 1) for theirs, ours in COLUMNS.items()}
    rows = cells.num_rows - heading - 1
    columns |= {"basis": pa.repeat("published", rows), "note": pa.nulls(rows, pa.string())}
    return sheet.name, pa.table(columns)


def _values_sheet(workbook: Path) -> fastexcel.ExcelSheet:
    try:
        reader = fastexcel.read_excel(workbook)
    except (fastexcel.FastExcelError, OSError) as error:
        raise V100Error(f"{workbook}: not a workbook that can be read ({error})") from error
    found = [name for name in reader.sheet_names if SHEET in name.lower()]
    if len(found) != 1:
        raise V100Error(
            f"{workbook}: needs exactly one sheet named `CCHI <year> {SHEET}`, "
            f"has {', '.join(reader.sheet_names)}; give the official workbook as it was downloaded"
        )
    return reader.load_sheet(found[0], header_row=None, dtypes="string")


def _heading_row(cells: pa.RecordBatch, where: str) -> int:
    """The first row that holds every column's name: notes may stand above it."""
    missing: set[str] = set(COLUMNS)
    for row in range(min(cells.num_rows, 20)):
        lacks = set(COLUMNS) - {_text(column[row].as_py()) for column in cells.columns}
        if not lacks:
            return row
        missing = min(missing, lacks, key=len)
    raise V100Error(f"{where}: no heading with the column(s) {', '.join(sorted(missing))}")


def _text(cell: str | None) -> str:
    return (cell or "").strip()
