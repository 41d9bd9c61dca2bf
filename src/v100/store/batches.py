"""What intake has taken in: STORE/intake/BATCH/, written once, whole or not at all, read by everyone.

A batch holds the five stored tables (always all, empty ones too), its rejects and a manifest. No file holds a
clock: the same extract, profile and history give the same bytes.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from v100.errors import V100Error
from v100.tables import REJECT, STORED, Table

FORMAT = 1
"""Version of this layout; a batch of another version is refused, not guessed at."""

KEPT: dict[str, Table] = {**STORED, "reject": REJECT}
"""The tables of every batch, by the name of their file."""


@dataclass(frozen=True)
class Batch:
    """One batch: its id, its folder and what its manifest says."""

    batch: str
    folder: Path
    manifest: dict[str, Any]

    def path(self, table: str) -> Path:
        """The Parquet file of one of its tables (crime_report, offence, suspect, victim, event, reject)."""
        return self.folder / f"{table}.parquet"

    def read(self, table: str) -> pa.Table:
        """One of its tables whole."""
        return pq.read_table(self.path(table))


def listed(store: Path) -> list[Batch]:
    """All batches in the order received; none when the store is new.

    Raises V100Error when a manifest cannot be read.
    """
    folders = sorted(path.parent for path in (store / "intake").glob("[!.]*/manifest.json"))
    found = [Batch(folder.name, folder, _manifest(folder / "manifest.json")) for folder in folders]
    return sorted(found, key=lambda batch: batch.manifest["position"])


def find(store: Path, batch: str) -> Batch:
    """The batch of that id. Raises V100Error when there is none."""
    for each in listed(store):
        if each.batch == batch:
            return each
    raise V100Error(f"no batch {batch!r} in {store}: `v100 rejects --store {store}` lists them")


def paths(store: Path, table: str) -> list[Path]:
    """The Parquet files of one table, a file per batch, in the order received."""
    return [batch.path(table) for batch in listed(store)]


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


def write(store: Path, batch: str, tables: Mapping[str, pa.Table], facts: Mapping[str, Any]) -> Batch:
    """Seal a batch: the tables (a missing one is empty) in the given row order and a manifest of the facts.

    Written aside, synced and renamed: a crash leaves no half-batch. Use inside `only_writer`.
    """
    intake = store / "intake"
    aside = intake / f".aside-{batch}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    written = {name: _write_table(aside / f"{name}.parquet", name, tables.get(name)) for name in KEPT}
    manifest = {"format": FORMAT, "batch": batch, "position": len(listed(store)) + 1, **facts}
    _write_text(aside / "manifest.json", _json({**manifest, "written": written}))
    _sync_folder(aside)
    folder = intake / batch
    aside.rename(folder)
    _sync_folder(intake)
    return Batch(batch, folder, _manifest(folder / "manifest.json"))


def damaged(batch: Batch) -> list[str]:
    """Files of the batch that are missing or not as its manifest says; none when all is well."""
    return [
        name
        for name, fact in batch.manifest["written"].items()
        if not batch.path(name).is_file() or file_hash(batch.path(name)) != fact["sha256"]
    ]


@contextmanager
def only_writer(store: Path) -> Iterator[None]:
    """Hold the intake of a store: a second intake waits, so that each sees all batches before it."""
    folder = store / "intake"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise V100Error(f"{path}: the batch's manifest cannot be read ({error}): restore it") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise V100Error(f"{path}: not a batch of format {FORMAT}: written by another version of v100")
    return manifest


def _write_table(path: Path, name: str, rows: pa.Table | None) -> dict[str, Any]:
    schema = KEPT[name].schema.to_pyarrow()
    rows = schema.empty_table() if rows is None else rows.select(schema.names).cast(schema)
    pq.write_table(rows, path, compression="zstd", version="2.6", row_group_size=131072)
    _sync(path)
    return {"sha256": file_hash(path), "rows": rows.num_rows}


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _sync(path)


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
