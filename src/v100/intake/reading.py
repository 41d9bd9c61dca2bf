"""Every kind of source becomes the same thing: a table of text in the engine, its rows numbered as people see them."""

import hashlib
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from v100 import apart
from v100.intake.csv_file import CsvFile, open_csv
from v100.intake.csv_mend import read_broken
from v100.intake.csv_scan import MOST_BAD, BadRecord, Scan, scan
from v100.intake.faults import FileFault, fold
from v100.intake.profile import FileRule
from v100.intake.sources import Source
from v100.intake.values import quoted

MOST_COLUMNS = 2000
LONGEST_VALUE = 2**20

Engine = duckdb.DuckDBPyConnection


@dataclass
class Delivery:
    """One source as read: table `raw` of the engine holds row `n` and columns c0, c1 ... as text."""

    source: Source
    raw: str
    header: list[str]
    records: int
    size: int
    sha256: str
    bad: list[BadRecord] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(engine: Engine, source: Source, rule: FileRule, raw: str, wanted: Collection[str]) -> Delivery:
    """Read one source into the table `raw`; `wanted` are the columns that the profile names.

    Raises FileFault when it is empty, cut short, not a table, or its heading names a column twice.
    """
    if source.kind == "csv":
        delivery = _read_csv(engine, source, rule, raw, wanted)
    elif source.kind == "parquet":
        delivery = _read_parquet(engine, source, raw)
    elif source.kind == "excel":
        delivery = _read_excel(engine, source, rule, raw)
    else:
        delivery = _read_query(engine, source, raw)
    _set_aside_endless(engine, delivery)
    held = count(engine, raw)
    if held + len(delivery.bad) != delivery.records:
        raise FileFault(
            f"{source.label}: {delivery.records} records counted but {held + len(delivery.bad)} read: "
            "nothing of it is taken; please report this file's shape"
        )
    return delivery


def _check_heading(source: Source, header: Sequence[str]) -> None:
    if not header:
        raise FileFault(f"{source.label}: the row of the heading is empty: say in the profile where it stands")
    if len(header) > MOST_COLUMNS:
        raise FileFault(f"{source.label}: {len(header)} columns, over {MOST_COLUMNS}: is it another kind of file?")
    names = [fold(name) for name in header if name]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FileFault(f"{source.label}: the heading names {', '.join(twice)} more than once: rename one of them")


def _set_aside_endless(engine: Engine, delivery: Delivery) -> None:
    """No text of a record system is so long, and what compares texts would stand still over it."""
    endless = " OR ".join(f"strlen(c{n}) > {LONGEST_VALUE}" for n in range(len(delivery.header)))
    for (row,) in engine.execute(f"DELETE FROM {delivery.raw} WHERE {endless} RETURNING n").fetchall():
        delivery.bad.append(BadRecord(row, "", "a value of over a million letters", "shorten it, or leave it empty"))


def _read_csv(engine: Engine, source: Source, rule: FileRule, raw: str, wanted: Collection[str]) -> Delivery:
    assert source.path is not None
    file = open_csv(source.path, rule, wanted)
    delivery = Delivery(source, raw, file.header, 0, *_fingerprint(source.path))
    delivery.notes += [file.note] if file.note else []
    _check_heading(source, file.header)
    columns = len(file.header)
    found = scan(file.body, delimiter=file.delimiter, columns=columns, first_row=file.first_row)
    if found is not None:
        _refuse_not_understood(source, found.bad)
    if found is not None and _load_sound(engine, raw, file, found, columns):
        delivery.records, delivery.bad = found.records, found.bad
        return delivery
    text = file.body.decode("utf-8")
    table, bad = read_broken(text, delimiter=file.delimiter, columns=columns, first_row=file.first_row)
    _refuse_not_understood(source, bad)
    _keep(engine, raw, table)
    delivery.records, delivery.bad = table.num_rows + len(bad), bad
    return delivery


def _refuse_not_understood(source: Source, bad: Sequence[BadRecord]) -> None:
    if len(bad) > MOST_BAD:
        raise FileFault(
            f"{source.label}: over {MOST_BAD:,} records are no rows of it, the first in row {bad[0].row} "
            f"({bad[0].reason}): is the delimiter right?"
        )


def _load_sound(engine: Engine, raw: str, file: CsvFile, found: Scan, columns: int) -> bool:
    """The sound records through the engine's fast reader; False when it does not give as many as were counted."""
    names = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(columns))
    with tempfile.NamedTemporaryFile(suffix=".csv") as clean:
        for piece in found.sound:
            clean.write(piece)
        clean.flush()
        reader = (
            f"read_csv('{clean.name}', columns = {{{names}}}, auto_detect = false, header = false, "
            f"delim = {quoted(file.delimiter)}, quote = '\"', escape = '\"', strict_mode = true, "
            "max_line_size = 67108864, null_padding = false)"
        )
        expected = found.records - len(found.bad)
        if expected == 0:
            empty = ", ".join(f"NULL::VARCHAR AS c{n}" for n in range(columns))
            engine.execute(f"CREATE OR REPLACE TABLE {raw} AS SELECT 0::BIGINT AS n, {empty} LIMIT 0")
            return True
        try:
            engine.execute(
                f"CREATE OR REPLACE TABLE {raw} AS "
                f"SELECT row_number() OVER () + {file.first_row - 1} AS n, * FROM {reader}"
            )
        except duckdb.Error:
            return False
    held = count(engine, raw)
    if held != expected:
        return False
    _renumber(engine, raw, file, found)
    return True


def _renumber(engine: Engine, raw: str, file: CsvFile, found: Scan) -> None:
    """Rows after a blank line or a bad record keep the number that a person sees."""
    rows = found.row_numbers()
    if not len(rows) or rows[-1] == file.first_row + len(rows) - 1:
        return
    seen = pa.table({"place": pa.array(range(file.first_row, file.first_row + len(rows))), "row": pa.array(rows)})
    engine.register("seen", seen)
    engine.execute(
        f"CREATE OR REPLACE TABLE {raw} AS SELECT row AS n, r.* EXCLUDE n FROM {raw} r JOIN seen ON place = n"
    )
    engine.unregister("seen")


def _read_parquet(engine: Engine, source: Source, raw: str) -> Delivery:
    assert source.path is not None
    try:
        table = apart.parquet(source.path)
    except apart.Unopened as error:
        raise FileFault(f"{source.label}: not a Parquet file that can be read ({error}): copy it again") from error
    _check_heading(source, table.column_names)
    delivery = Delivery(source, raw, list(table.column_names), table.num_rows, *_fingerprint(source.path))
    _keep_as_text(engine, raw, table)
    return delivery


def _read_excel(engine: Engine, source: Source, rule: FileRule, raw: str) -> Delivery:
    assert source.path is not None
    assert source.sheet is not None
    try:
        cells = apart.sheet(source.path, source.sheet)
    except apart.Unopened as error:
        raise FileFault(f"{source.label}: the sheet cannot be read ({error}): save it again as .xlsx") from error
    if cells.num_rows < rule.header_row:
        raise FileFault(f"{source.label}: empty sheet: ask for the extract again")
    heading = cells.slice(rule.header_row - 1, 1).to_pylist()[0]
    header = [str(name or "").strip() for name in heading.values()]
    _check_heading(source, header)
    below = cells.slice(rule.header_row).rename_columns([f"c{n}" for n in range(len(header))])
    below = below.add_column(0, "n", pa.array(range(rule.header_row + 1, cells.num_rows + 1), pa.int64()))
    _keep(engine, raw, below)
    cells_of_a_row = ", ".join(f"c{n}" for n in range(len(header)))
    engine.execute(f"DELETE FROM {raw} WHERE coalesce({cells_of_a_row}, NULL) IS NULL")
    return Delivery(source, raw, header, count(engine, raw), *_fingerprint(source.path))


def _read_query(engine: Engine, source: Source, raw: str) -> Delivery:
    """A query's result. Its hash is of what came back; the address, which may hold a password, goes nowhere."""
    import adbc_driver_manager  # with pandas and Polars: a second that only who reads from a database waits for
    import adbc_driver_postgresql.dbapi

    try:
        with adbc_driver_postgresql.dbapi.connect(source.uri) as connection, connection.cursor() as cursor:
            cursor.execute(source.query)
            table = cursor.fetch_arrow_table()
    except adbc_driver_manager.Error as error:
        why = " ".join(str(error).replace(str(source.uri), "the database").split())
        raise FileFault(f"{source.label}: the database refused ({why}): check address, rights and query") from error
    digest = hashlib.sha256(str(source.query).encode())
    for batch in table.combine_chunks().to_batches():
        digest.update(batch.serialize())
    _check_heading(source, table.column_names)
    delivery = Delivery(source, raw, list(table.column_names), table.num_rows, table.nbytes, digest.hexdigest())
    _keep_as_text(engine, raw, table)
    return delivery


def _keep_as_text(engine: Engine, raw: str, table: pa.Table) -> None:
    table = table.rename_columns([f"c{n}" for n in range(table.num_columns)])
    table = table.add_column(0, "n", pa.array(range(1, table.num_rows + 1), pa.int64()))
    engine.register("arriving", table)
    kinds = engine.execute("DESCRIBE arriving").fetchall()
    columns = [f"{_as_text(name, kind)} AS {name}" for name, kind, *_ in kinds if name != "n"]
    engine.execute(f"CREATE OR REPLACE TABLE {raw} AS SELECT {', '.join(['n', *columns])} FROM arriving")
    engine.unregister("arriving")


def _as_text(name: str, kind: str) -> str:
    """Typed values as an extract would write them: lists by |, whole numbers without .0, times in London."""
    if kind.endswith("[]"):
        return f"array_to_string({name}, '|')"
    if kind in ("FLOAT", "DOUBLE"):
        whole = f"CAST(CAST({name} AS HUGEINT) AS VARCHAR)"
        return f"CASE WHEN {name} = trunc({name}) THEN {whole} ELSE CAST({name} AS VARCHAR) END"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(timezone('Europe/London', {name}) AS VARCHAR)"
    return f"CAST({name} AS VARCHAR)"


def _keep(engine: Engine, raw: str, table: pa.Table) -> None:
    engine.register("arriving", table)
    engine.execute(f"CREATE OR REPLACE TABLE {raw} AS SELECT * FROM arriving")
    engine.unregister("arriving")


def _fingerprint(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def count(engine: Engine, table: str) -> int:
    """How many rows a table of the engine holds."""
    return int(engine.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
