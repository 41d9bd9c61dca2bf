"""How a file that no profile describes is laid out: what parts its columns, how it is encoded, where its heading is."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from v100 import apart
from v100.intake.csv_file import DELIMITERS, TOP, csv_records, whole_text
from v100.intake.faults import FileFault
from v100.intake.profile import FileRule
from v100.intake.sources import Source

Rows = Sequence[Sequence[str]]

AS_FULL = 0.8
"""A heading fills at least this share of the cells that the fullest row near the top does; a title line does not."""


def layout(source: Source) -> FileRule:
    """The rule under which the source reads as a table. Raises FileFault when it cannot be opened."""
    if source.kind == "csv":
        assert source.path is not None
        return _of_text(source.path)
    if source.kind == "excel":
        return FileRule(header_row=_heading_row(_top_of_sheet(source)))
    return FileRule()


def _of_text(path: Path) -> FileRule:
    text, note = whole_text(path, FileRule())
    tops = {each: [record for record, _ in islice(csv_records(text, each), TOP)] for each in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda each: _evenly_parted(tops[each]))
    return FileRule(
        delimiter=delimiter,
        encoding="windows-1252" if "Windows-1252" in note else None,
        header_row=_heading_row(tops[delimiter]),
    )


def _evenly_parted(rows: Rows) -> int:
    """How many columns the commonest width gives, in all rows that have it."""
    widths = Counter(len(row) for row in rows)
    return max(((width - 1) * rows_of_it for width, rows_of_it in widths.items()), default=0)


def _heading_row(rows: Rows) -> int:
    """The first row that is about as full as the fullest; 1 where there is none."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    return next((row for row, cells in enumerate(filled, start=1) if cells >= AS_FULL * max(filled)), 1)


def _top_of_sheet(source: Source) -> Rows:
    assert source.path is not None
    assert source.sheet is not None
    try:
        cells = apart.sheet(source.path, source.sheet, rows=TOP)
    except apart.Unopened as error:
        raise FileFault(f"{source.label}: the sheet cannot be read ({error}): save it again as .xlsx") from error
    return [[str(cell or "") for cell in row.values()] for row in cells.to_pylist()]
