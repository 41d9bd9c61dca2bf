"""One small force with two months run, made once; tests that change it work on a copy."""

import shutil
from pathlib import Path

import pytest

from made_once import made_once
from small_force import MARCH, make_two_months, take_delivery, unweighted
from v100 import policy
from v100.errors import CheckFailed
from v100.monthly import monthly_run


@pytest.fixture(scope="session")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two deliveries, the runs of February and March sealed, between them a decision that binds nobody.

    Not to be changed.
    """
    return made_once(tmp_path_factory, make_two_months) / "store"


@pytest.fixture(scope="session")
def refused(two_months: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that store to which a code came that no weight set knows, for which March was refused.

    Not to be changed.
    """

    def make_refused(folder: Path) -> None:
        store = Path(shutil.copytree(two_months, folder / "store"))
        take_delivery(store, folder, 9, MARCH, unweighted())
        with pytest.raises(CheckFailed, match="099/98"):
            monthly_run(store, as_at=MARCH, policy=policy.load("v100"))

    return made_once(tmp_path_factory, make_refused) / "store"


@pytest.fixture
def store(two_months: Path, tmp_path: Path) -> Path:
    """A copy of that store, to be changed at will."""
    return Path(shutil.copytree(two_months, tmp_path / "store"))
