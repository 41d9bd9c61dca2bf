"""One small force with two months run, made once; tests that change it work on a copy."""

import shutil
from pathlib import Path

import pytest

from small_force import FEBRUARY, MARCH, leave_out, take_delivery
from v100 import policy
from v100.monthly import monthly_run
from v100.store import ledger


@pytest.fixture(scope="session")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two deliveries, the runs of February and March sealed, between them a decision that binds nobody.

    Not to be changed.
    """
    folder = tmp_path_factory.mktemp("force")
    store = folder / "store"
    take_delivery(store, folder, 1, FEBRUARY)
    monthly_run(store, as_at=FEBRUARY, policy=policy.load("v100"))
    take_delivery(store, folder, 2, MARCH)
    ledger.add(store, leave_out({"lines": [["R99", 1]]}))
    monthly_run(store, as_at=MARCH, policy=policy.load("v100"))
    return store


@pytest.fixture
def store(two_months: Path, tmp_path: Path) -> Path:
    """A copy of that store, to be changed at will."""
    return Path(shutil.copytree(two_months, tmp_path / "store"))
