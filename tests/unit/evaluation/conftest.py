"""An engine of its own for each test."""

from collections.abc import Iterator

import pytest

from v100 import engine
from v100.engine import Backend


@pytest.fixture
def backend() -> Iterator[Backend]:
    opened = engine.connect()
    yield opened
    opened.disconnect()
