"""Person files as one table of text: every mapped column under our name, every row with its own key."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.errors import V100Error
from v100.identity.linking.column_map import ColumnMap

DELIMITERS = ",;\t|"
ROW = "(row)"
"""The row of the file, counted as a person sees it."""

NOT_KNOWN = ("NULL", "NAN", "NONE", "N/A", "#N/A", "NOT KNOWN", "UNKNOWN", "-", "--", "?", ".")
"""Written where nothing is known; an empty value means the same."""


@dataclass(frozen=True)
class PersonFile:
    """A file that was read: its name among the others, how many rows it holds, columns that the map does not name."""

    source: str
    path: Path
    rows: int
    unread: tuple[str, ...]


def read_files(
    backend: Backend, name: str, paths: Sequence[Path], column_map: ColumnMap
) -> tuple[ir.Table, list[PersonFile]]:
    """All rows under `name`: mention_id, source, id, row, and as trimmed text our mapped columns and the others.

    `mention_id` is number of the source and id; the other columns are named as `other_column` says. Files are CSV
    (UTF-8, with a heading) or Parquet. Raises V100Error where a file cannot be read, lacks a column, or has an id
    that is empty or given twice.
    """
    parts, files = [], []
    for number, (source, path) in enumerate(sorted(_sources(paths).items())):
        parquet = path.suffix.lower() in (".parquet", ".pq")
        table = _parquet(backend, path) if parquet else _csv(backend, f"{name}_{number}_as_read", path)
        headed = keep(backend, f"{name}_{number}", _mapped(table, path, column_map))
        _check_ids(headed, path, column_map.id)
        unread = tuple(column for column in table.columns if column not in (ROW, *column_map.theirs))
        files.append(PersonFile(source, path, int(headed.count().execute()), unread))
        parts.append(
            headed.mutate(source=ibis.literal(source), mention_id=ibis.literal(f"{number}:") + headed.id).relocate(
                "mention_id", "source"
            )
        )
    rows = keep(backend, name, ibis.union(*parts) if len(parts) > 1 else parts[0])
    for number in range(len(parts)):
        backend.drop_table(f"{name}_{number}")
        backend.drop_table(f"{name}_{number}_as_read", force=True)
    return rows, files


def other_column(number: int) -> str:
    """The name under which the map's other column of that number is kept."""
    return f"other_{number}"


def _sources(paths: Sequence[Path]) -> dict[str, Path]:
    """Files by their name without ending; where two are named alike, by their path."""
    times = Counter(path.stem for path in paths)
    sources = {path.stem if times[path.stem] == 1 else str(path): path for path in paths}
    if len(sources) < len(paths):
        raise V100Error("resolve: a file is given twice: give each file once")
    return sources


def _mapped(table: ir.Table, path: Path, column_map: ColumnMap) -> ir.Table:
    missing = [theirs for theirs in column_map.theirs if theirs not in table.columns]
    if missing:
        there = [column for column in table.columns if column != ROW]
        raise V100Error(
            f"{path}: no column {', '.join(map(repr, missing))}; it has {', '.join(there)}: mend the column map"
        )
    others = {other_column(number): known(table[theirs]) for number, theirs in enumerate(column_map.other)}
    ours = {
        ours: _joined([known(table[each]) for each in theirs], "|" if ours == "aliases" else " ")
        for ours, theirs in column_map.ours.items()
    }
    return table.select(row=table[ROW], id=_trimmed(table[column_map.id]), **ours, **others)


def _csv(backend: Backend, name: str, path: Path) -> ir.Table:
    header, delimiter = _heading(path)
    places = {f"column{number}": "VARCHAR" for number in range(len(header))}
    stated = ", ".join(f"'{place}': '{type_}'" for place, type_ in places.items())
    try:
        rows = backend.sql(
            f'SELECT row_number() OVER () + 1 AS "{ROW}", {_renamed(places, header)} '
            f"FROM read_csv({_quoted(str(path))}, "
            f"auto_detect = false, header = true, delim = {_quoted(delimiter)}, quote = '\"', escape = '\"', "
            f"columns = {{{stated}}})"
        )
        return keep(backend, name, rows)
    except duckdb.Error as error:
        raise V100Error(f"{path}: not a sound CSV file ({str(error).splitlines()[0]}): write it again") from error


def _parquet(backend: Backend, path: Path) -> ir.Table:
    try:
        table = backend.read_parquet(path)
    except (duckdb.Error, OSError) as error:
        raise V100Error(f"{path}: not a Parquet file that can be read: write it again") from error
    texts = {
        column: table[column].join("|") if table[column].type().is_array() else table[column].cast("string")
        for column in table.columns
    }
    return table.select(**{ROW: ibis.row_number() + 1}, **texts)


def _heading(path: Path) -> tuple[list[str], str]:
    """The names in the first line, trimmed, and the delimiter that it has most of."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            first = lines.readline()
            delimiter = max(DELIMITERS, key=first.count)
            named = next(csv.reader([first], delimiter=delimiter), [])
            header = [name.strip() or f"column {number}" for number, name in enumerate(named, 1)]
    except OSError as error:
        raise V100Error(f"{path}: cannot be read ({error.strerror}): give a CSV or Parquet file") from error
    except UnicodeDecodeError as error:
        raise V100Error(f"{path}: not UTF-8 text: save it as CSV UTF-8, or give Parquet") from error
    if not header:
        raise V100Error(f"{path}: empty: the first line must name the columns")
    twice = [name for name, times in Counter(map(str.lower, header)).items() if times > 1]
    if twice:
        raise V100Error(f"{path}: more than one column named {twice[0]!r}: give each its own name")
    return header, delimiter


def _renamed(places: dict[str, str], header: list[str]) -> str:
    return ", ".join(
        f'{place} AS "{name.replace(chr(34), chr(34) * 2)}"' for place, name in zip(places, header, strict=True)
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _trimmed(text: ir.StringValue) -> ir.StringValue:
    return text.re_replace(r"[\s\x{00A0}]+", " ").strip().nullif("")


def known(text: ir.StringValue) -> ir.StringValue:
    """The text trimmed, spaces single; what stands for not known is empty."""
    trimmed = _trimmed(text)
    return ibis.ifelse(trimmed.upper().isin(NOT_KNOWN), ibis.null("string"), trimmed)


def _joined(texts: list[ir.StringValue], by: str) -> ir.StringValue:
    return texts[0] if len(texts) == 1 else ibis.array(texts).filter(lambda text: text.notnull()).join(by).nullif("")


def _check_ids(rows: ir.Table, path: Path, column: str) -> None:
    empty = rows.filter(rows.id.isnull()).row.min().execute()
    if empty is not None and empty == empty:
        raise V100Error(f"{path}: row {int(empty)}, column {column!r}: empty: every row needs an id of its own")
    times = rows.group_by("id").agg(times=rows.count(), row=rows.row.max())
    twice = times.filter(times.times > 1).order_by("row").limit(1).to_pyarrow().to_pylist()
    if twice:
        raise V100Error(
            f"{path}: row {twice[0]['row']}, column {column!r}: {twice[0]['id']!r} is given {twice[0]['times']} times: "
            "every row needs an id of its own; map another column as id, or number the rows"
        )
