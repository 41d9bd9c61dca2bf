"""Files that last: hashed, synced, written aside and renamed, so that a crash leaves the old or the new, never half."""

import errno
import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of(document: Any) -> str:
    """SHA-256 of a document's canonical JSON."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


ROW_GROUP = 131072
"""Rows of a row group of a Parquet file."""


def write_table(path: Path, rows: pa.Table) -> None:
    """Parquet with fixed options: the same rows in the same order give the same bytes."""
    write_batches(path, rows.schema, rows.to_batches())


def write_batches(
    path: Path,
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
    *,
    in_group: int = ROW_GROUP,
    found_by: Sequence[str] = (),
) -> int:
    """As `write_table`, of record batches as they come, however they are cut; the number of rows.

    `in_group` is how many stand in a row group, the least that is read of a file. `found_by` are the columns by which
    single rows are sought: row groups then say of these alone between which values they lie, and no value stands in a
    dictionary, which would be read first.
    """
    rows = 0
    how: dict[str, Any] = {"write_statistics": list(found_by), "use_dictionary": False} if found_by else {}
    with pq.ParquetWriter(path, schema, compression="zstd", version="2.6", **how) as writer:
        for group in _row_groups(schema, batches, in_group):
            writer.write_table(group)
            rows += group.num_rows
    sync(path)
    return rows


def _row_groups(schema: pa.Schema, batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """The rows cut anew: so many in each, the rest in the last."""
    held: list[pa.RecordBatch] = []
    room = rows
    for batch in batches:
        while batch.num_rows:
            held.append(batch.slice(0, room))
            batch, room = batch.slice(room), room - held[-1].num_rows
            if not room:
                yield pa.Table.from_batches(held, schema).combine_chunks()
                held, room = [], rows
    if held:
        yield pa.Table.from_batches(held, schema).combine_chunks()


def write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
    sync(path)


def unreadable(value: Any) -> bool:
    """Bytes of a terminal that were no UTF-8 come as lone surrogates, which no file can hold."""
    return any("\ud800" <= letter <= "\udfff" for letter in json.dumps(value, ensure_ascii=False, default=str))


def as_json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"


ASIDE = ".aside-"
"""How the names of folders begin that are not whole yet."""


def clear_unfinished(parent: Path) -> None:
    """Removes what a killed process left of `whole_folder`; for who alone may write there."""
    for left in parent.glob(f"{ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A folder that appears whole or not at all: fill the one given; it is renamed to `folder` at the end.

    Raises FileExistsError when somebody else's is there by then; the one given is removed.
    """
    # Not the process id: two machines that share a store may have the same.
    aside = folder.parent / f"{ASIDE}{folder.name}-{secrets.token_hex(8)}"
    aside.mkdir(parents=True)
    try:
        yield aside
        sync(aside)
        _rename(aside, folder)
        sync(folder.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _rename(aside: Path, folder: Path) -> None:
    try:
        aside.rename(folder)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise FileExistsError(folder) from error
        raise


@contextmanager
def only_one(lock: Path, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a lock file; a second holder waits, and `waits` is called when it begins to. Whoever dies lets go."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def whole_lines(path: Path) -> list[bytes]:
    """The lines of a file that ends each by a newline; none when it is not there.

    The end of a line that a crash cut short was never acknowledged: it is left out.
    """
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def append_line(path: Path, make: Callable[[list[bytes]], str | None]) -> None:
    """Append the line that `make` gives for the whole lines so far (none: nothing), synced; one writer at a time."""
    with only_one(path.parent / f".{path.name}.lock"):
        lines = whole_lines(path)
        line = make(lines)
        if line is None:
            return
        with path.open("r+b" if path.exists() else "wb") as file:
            file.truncate(sum(len(each) + 1 for each in lines))
            file.seek(0, os.SEEK_END)
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        sync(path.parent)


def sync(path: Path) -> None:
    """Force a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
