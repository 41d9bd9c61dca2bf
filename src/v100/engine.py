"""Where tables live: DuckDB, in memory, spilling only where it is told to. Rooms see only Ibis; spark.py is the other
engine."""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import BaseBackend

from v100.errors import V100Error

Backend: TypeAlias = BaseBackend
"""An engine: DuckDB, or Spark."""

THREADS = os.cpu_count() or 1
"""Threads of an engine. What comes out is the same on any number of them."""

SPILL, LOCK = ".spill-", ".lock"

MEMORY, AMOUNT = "V100_MEMORY", r"\d+(\.\d+)? ?[MG]i?B"
"""Names the most that the engine may take, where a machine is small or shared: the rest is spilled."""

ibis.options.sql.fuse_selects = False  # the engine does that as well, and much faster


def connect(*, spill_to: Path | None = None) -> Backend:
    """A fresh in-memory engine. `spill_to` is a folder for what does not fit in memory; without one nothing is spilled
    (left to itself the engine would write police data into whatever folder the command was given in)."""
    backend = ibis.duckdb.connect(threads=THREADS, temp_directory=str(spill_to or ""))
    backend.raw_sql("SET enable_progress_bar = false")
    backend.raw_sql("SET TimeZone = 'UTC'")
    return backend


@contextmanager
def workroom(folder: Path) -> Iterator[Backend]:
    """An engine that spills into `folder`, which may hold what its tables hold. Nothing is left there; what a killed
    process left is removed."""
    _clear_left(folder)
    with _own(folder / f"{SPILL}{secrets.token_hex(8)}") as spill:
        backend = connect(spill_to=spill)
        _leave_room(backend)
        try:
            yield backend
        finally:
            backend.disconnect()


@contextmanager
def _own(spill: Path) -> Iterator[Path]:
    """The folder, held by a lock while it is in use. Where nothing may be written there is none: whatever does not fit
    in memory then fails by itself."""
    with ExitStack() as held:
        with suppress(OSError):
            spill.mkdir()
            held.callback(shutil.rmtree, spill, ignore_errors=True)
            fcntl.flock(held.enter_context((spill / LOCK).open("w")), fcntl.LOCK_EX)
        yield spill


def _clear_left(folder: Path) -> None:
    """Removes what processes that were killed had spilled: nobody holds its lock."""
    for left in folder.glob(f"{SPILL}*"):
        with suppress(OSError), (left / LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)


def _leave_room(backend: Backend) -> None:
    """As much memory as the environment allows; else half of what the engine would take (80% of the machine's): rows
    on their way to files need the rest."""
    allowed = os.environ.get(MEMORY)
    if allowed is None:
        whole, unit = backend.con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0].split()
        allowed = f"{float(whole) / 2:.1f} {unit}"
    elif not re.fullmatch(AMOUNT, allowed):
        raise V100Error(f"{MEMORY} is {allowed!r}, which is no amount of memory; give one such as 3 GiB, or none")
    backend.raw_sql(f"SET memory_limit = '{allowed}'")


def keep(backend: Backend, name: str, expression: ir.Table | pa.Table) -> ir.Table:
    """Compute an expression once and keep it under a name, so that later steps read it and not its history."""
    return backend.create_table(name, expression, overwrite=True)


def add(left: ir.Table, right: ir.Table, *keys: str) -> ir.Table:
    """Left join that adds the columns of `right` and keeps one copy of the keys."""
    joined = left.left_join(right, list(keys))
    return joined.drop(*(f"{key}_right" for key in keys))
