"""A store in which nobody is real takes in no extract."""

from pathlib import Path

import pytest

from extracts import take, write
from v100.errors import V100Error
from v100.store import simulated


def test_a_demos_store_takes_in_no_extract(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    assert not simulated.is_simulated(store)
    simulated.mark(store)
    assert simulated.is_simulated(store)
    with pytest.raises(V100Error, match="where nobody is real: take an extract into another with --store"):
        take(write(tmp_path / "extract", crime_report=[{"report_id": "R1"}]), store)
    assert [path.name for path in store.iterdir()] == [simulated.FILE]
