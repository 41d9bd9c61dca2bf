"""What a sealed run read, laid out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.store.known import known_tables
from v100.store.runs import Run


@contextmanager
def known_to_run(store: Path, run: Run) -> Iterator[tuple[Backend, dict[str, ir.Table]]]:
    """An engine with the tables (tables.INPUT) of the batches and the day that the run names."""
    batches = list(run.manifest["inputs"]["batches"])
    with engine.workroom(store / "intake") as backend:
        yield backend, known_tables(backend, store, date.fromisoformat(run.manifest["known_to"]), batches=batches)
