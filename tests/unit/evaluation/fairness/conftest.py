"""An engine, and made-up men by the table."""

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
from ibis.backends.duckdb import Backend

from v100 import engine

Table = Callable[..., ir.Table]


@pytest.fixture
def table(backend: Backend) -> Table:
    """A table of rows, each a tuple, by its schema."""

    def made(rows: list[tuple[Any, ...]], **schema: str) -> ir.Table:
        return engine.keep(backend, ibis.util.gen_name("made"), ibis.memtable(rows, schema=schema))

    return made
