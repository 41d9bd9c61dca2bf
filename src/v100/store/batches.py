"""What intake has taken in: STORE/intake/BATCH/, written once, whole or not at all, read by everyone.

A batch holds the stored tables (all that there were when it was written, empty ones too), its rejects and a manifest.
No file holds a clock: the same extract, profile and history give the same bytes.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from v100.errors import V100Error
from v100.store.files import as_json, only_one, sha256, whole_folder, write_batches, write_text
from v100.tables import MAY_LACK, REJECT, STORED, Table

FORMAT = 1
"""Version of this layout; a batch of another version is refused, not guessed at."""

KEPT: dict[str, Table] = {**STORED, "reject": REJECT}
"""The tables of every batch, by the name of their file."""

IN_GROUP = 4096
"""Rows of a row group. Rows are in the order of their key, so that of one person a group is read for each report.
Larger ones take longer to read for one person, smaller ones for everybody."""

FOUND_BY = ("mention_id", "report_id")
"""Columns by which what is said of one person is found."""


@dataclass(frozen=True)
class Batch:
    """One batch: its id, its folder and what its manifest says."""

    batch: str
    folder: Path
    manifest: dict[str, Any]

    def path(self, table: str) -> Path:
        """The Parquet file of one of its tables (those of KEPT)."""
        return self.folder / f"{table}.parquet"

    def has(self, table: str) -> bool:
        """Whether it holds the table: one that is older than a table of tables.MAY_LACK does not."""
        return table not in MAY_LACK or table in self.manifest["written"]

    def read(self, table: str) -> pa.Table:
        """One of its tables whole; with its columns and no row when the batch is older than the table."""
        return pq.read_table(self.path(table)) if self.has(table) else KEPT[table].schema.to_pyarrow().empty_table()


def listed(store: Path) -> list[Batch]:
    """All batches in the order received; none when the store is new.

    Raises V100Error when a manifest cannot be read.
    """
    folders = sorted(path.parent for path in (store / "intake").glob("[!.]*/manifest.json"))
    found = [read_batch(store, folder.name) for folder in folders]
    return sorted(found, key=lambda batch: batch.manifest["position"])


def held(store: Path) -> list[Batch]:
    """All batches in the order received. Raises V100Error when the store holds none."""
    found = listed(store)
    if not found:
        raise V100Error(
            f"{store} holds no crime reports yet: take an extract in with `v100 intake SOURCE --store {store}`"
        )
    return found


def read_batch(store: Path, batch: str) -> Batch:
    """The batch in the folder of that name. Raises V100Error when its manifest cannot be read."""
    folder = store / "intake" / batch
    return Batch(batch, folder, _manifest(folder / "manifest.json"))


def find(store: Path, batch: str) -> Batch:
    """The batch of that id. Raises V100Error when there is none."""
    for each in listed(store):
        if each.batch == batch:
            return each
    raise V100Error(f"no batch {batch!r} in {store}: `v100 rejects --store {store}` lists them")


def paths(store: Path, table: str) -> list[Path]:
    """The Parquet files of one table, a file for each batch that holds it, in the order received."""
    return [batch.path(table) for batch in listed(store) if batch.has(table)]


def read(store: Path, table: str) -> pa.Table:
    """One table of all batches, in the order received; with its columns and no row when the store is new."""
    schema = KEPT[table].schema.to_pyarrow()
    return pa.concat_tables([schema.empty_table(), *(batch.read(table) for batch in listed(store))])


def crime_units(store: Path) -> dict[str, str]:
    """For each batch what one offence row is: report, line or line_x_victim (counting rules 3 and 5).

    A crime report's column `batch` leads here. With line_x_victim a line counts once for each of its distinct
    victims where the offence table says so; with report intake has already made one line the principal.
    """
    return {batch.batch: str(batch.manifest["profile"]["crime_unit"]) for batch in listed(store)}


def identify(store: Path, received_on: date, inputs: Iterable[str]) -> str:
    """The id that a batch of these inputs (hashes of sources, profile and weights) gets after those before."""
    before = [batch.batch for batch in listed(store)]
    digest = hashlib.sha256(json.dumps([sorted(inputs), before]).encode()).hexdigest()
    return f"{received_on.isoformat()}-{digest[:8]}"


Opens = Callable[[], pa.RecordBatchReader]
"""Opens the rows of a table, so that only one table at a time need be at hand."""


def write(store: Path, batch: str, tables: Mapping[str, Opens], facts: Mapping[str, Any]) -> Batch:
    """Seal a batch: the tables (a missing one is empty) in the given row order and a manifest of the facts.

    Written aside, synced and renamed: a crash leaves no half-batch. Use inside `only_writer`.
    """
    folder = store / "intake" / batch
    position = len(listed(store)) + 1
    with whole_folder(folder) as aside:
        written = {name: _write(aside / f"{name}.parquet", KEPT[name], tables.get(name)) for name in KEPT}
        manifest = {"format": FORMAT, "batch": batch, "position": position, **facts, "written": written}
        write_text(aside / "manifest.json", as_json(manifest))
    return read_batch(store, batch)


def damaged(batch: Batch) -> list[str]:
    """Files of the batch that are missing or not as its manifest says; none when all is well."""
    return [
        name
        for name, fact in batch.manifest["written"].items()
        if not batch.path(name).is_file() or sha256(batch.path(name)) != fact["sha256"]
    ]


@contextmanager
def only_writer(store: Path) -> Iterator[None]:
    """Hold the intake of a store: a second intake waits, so that each sees all batches before it."""
    with only_one(store / "intake" / ".lock"):
        yield


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise V100Error(f"{path}: the batch's manifest cannot be read ({error}): restore it") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise V100Error(f"{path}: not a batch of format {FORMAT}: written by another version of v100")
    return manifest


def _write(path: Path, table: Table, opens: Opens | None) -> dict[str, Any]:
    schema = table.schema.to_pyarrow()
    rows = () if opens is None else (batch.select(schema.names).cast(schema) for batch in opens())
    found_by = [column for column in FOUND_BY if column in schema.names]
    written = write_batches(path, schema, rows, in_group=IN_GROUP, found_by=found_by)
    return {"sha256": sha256(path), "rows": written}
