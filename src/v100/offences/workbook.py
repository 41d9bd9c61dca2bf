"""The official CCHI workbook: its values sheet, read as one row per offence."""

from pathlib import Path

import pyarrow as pa

from v100 import apart
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
    name, cells = _values_sheet(workbook)
    heading = _heading_row(cells, f"{workbook}, sheet {name!r}")
    names = [_text(column[heading].as_py()) for column in cells.columns]
    below = cells.slice(heading + 1).select([names.index(theirs) for theirs in COLUMNS])
    rows = below.rename_columns(list(COLUMNS.values()))
    rows = rows.append_column("basis", pa.repeat("published", rows.num_rows))
    return name, rows.append_column("note", pa.nulls(rows.num_rows, pa.string()))


def _values_sheet(workbook: Path) -> tuple[str, pa.Table]:
    try:
        names = apart.sheet_names(workbook)
        found = [name for name in names if SHEET in name.lower()]
        if len(found) == 1:
            return found[0], apart.sheet(workbook, found[0])
    except apart.Unopened as error:
        raise V100Error(f"{workbook}: not a workbook that can be read ({error})") from error
    raise V100Error(
        f"{workbook}: needs exactly one sheet named `CCHI <year> {SHEET}`, "
        f"has {', '.join(names)}; give the official workbook as it was downloaded"
    )


def _heading_row(cells: pa.Table, where: str) -> int:
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
