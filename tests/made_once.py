"""What is dear to make and only read: made by the first process of a test run that asks, for all that run beside it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from v100.store.files import only_one, whole_folder


def made_once(factory: pytest.TempPathFactory, make: Callable[[Path], object]) -> Path:
    """A copy of the folder that `make` filled, this process's own: what reads a store may write beside its tables."""
    return copied(for_all(factory, make), factory.mktemp(make.__name__) / "copy")


def for_all(factory: pytest.TempPathFactory, make: Callable[[Path], object]) -> Path:
    """The folder itself, for who takes a copy of what it holds to where it is needed."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    made = shared / f"made-{make.__name__}"
    with only_one(shared / f".{made.name}.lock"):
        if not made.exists():
            with whole_folder(made) as folder:
                make(folder)
    return made


def copied(folder: Path, to: Path) -> Path:
    """A copy of all that it holds, each file with its owner: PostgreSQL starts in no folder but its account's own."""
    subprocess.run(["cp", "-a", folder, to], check=True)
    return to
