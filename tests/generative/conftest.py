"""One engine for the properties of a module: a fresh one costs more than an example."""

from collections.abc import Iterator

import pytest
from ibis.backends.duckdb import Backend

from v100 import engine


@pytest.fixture(scope="module")
def backend() -> Iterator[Backend]:
    shared = engine.connect()
    yield shared
    shared.disconnect()
