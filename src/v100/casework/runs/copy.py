"""An Arrow table into a PostgreSQL table, by COPY and without a row-by-row loop."""

from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from psycopg import sql

AT_ONCE = 65536
"""Rows in one piece."""

CSV = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
"""Text is always quoted, what is not known is nothing: so an empty text stays apart from it."""


def copy_rows(cursor: Any, into: str, rows: pa.Table, *, run: int) -> None:
    """Add the rows, each with the run's number. Times are read in the session's time zone."""
    rows = rows.append_column("run_id", pa.repeat(pa.scalar(run), rows.num_rows))
    names = sql.SQL(", ").join(map(sql.Identifier, rows.column_names))
    command = sql.SQL("copy {} ({}) from stdin (format csv)").format(sql.Identifier(into), names)
    with cursor.copy(command) as copy:
        for piece in rows.to_batches(AT_ONCE):
            written = BytesIO()
            pyarrow.csv.write_csv(pa.table([_plain(each) for each in piece.columns], piece.schema.names), written, CSV)
            copy.write(written.getvalue())


def _plain(values: Any) -> Any:
    """A list as PostgreSQL writes one, `{"a","b"}`; anything else as it is."""
    if not pa.types.is_list(values.type):
        return values
    inner = pc.cast(values.flatten(), pa.string())
    escaped = pc.replace_substring(pc.replace_substring(inner, "\\", "\\\\"), '"', '\\"')
    quoted = _around('"', escaped, '"')
    lengths = pc.fill_null(pc.list_value_length(values), 0)
    ends = pc.cumulative_sum(pc.cast(lengths, pa.int32()))
    starts = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    lists = pa.ListArray.from_arrays(starts, quoted, mask=pc.is_null(values))
    return _around("{", pc.binary_join(lists, ","), "}")


def _around(before: str, texts: Any, after: str) -> Any:
    join: Any = pc.binary_join_element_wise  # its stubs know no plain text beside an array
    return join(before, texts, after, "")
