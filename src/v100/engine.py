"""Where tables live: DuckDB, in memory, spilling beside the store. Rooms see only Ibis."""

import os
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend


def connect(*, spill_to: Path | None = None) -> Backend:
    """A fresh in-memory engine. `spill_to` is a folder for what does not fit in memory."""
    settings: dict[str, object] = {"threads": os.cpu_count() or 1}
    if spill_to is not None:
        settings["temp_directory"] = str(spill_to)
    backend = ibis.duckdb.connect(**settings)
    backend.raw_sql("SET enable_progress_bar = false")
    backend.raw_sql("SET TimeZone = 'UTC'")
    return backend


def keep(backend: Backend, name: str, expression: ir.Table | pa.Table) -> ir.Table:
    """Compute an expression once and keep it under a name, so that later steps read it and not its history."""
    return backend.create_table(name, expression, overwrite=True)


def add(left: ir.Table, right: ir.Table, *keys: str) -> ir.Table:
    """Left join that adds the columns of `right` and keeps one copy of the keys."""
    joined = left.left_join(right, list(keys))
    return joined.drop(*(f"{key}_right" for key in keys))
