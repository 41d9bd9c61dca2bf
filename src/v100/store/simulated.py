"""A store in which nobody is real: known passwords and a banner are right there, and a real extract is not."""

from pathlib import Path

from v100.errors import V100Error

FILE = "simulated"


def mark(store: Path) -> None:
    """Nobody in this store is real, and from now on it takes in no extract."""
    (store / FILE).write_text("Nobody in this store is real. It takes in no extract.\n", encoding="utf-8")


def is_simulated(store: Path) -> bool:
    return (store / FILE).is_file()


def check_real(store: Path) -> None:
    """Raises V100Error where nobody in the store is real."""
    if is_simulated(store):
        raise V100Error(f"{store} is a demo's store, where nobody is real: take an extract into another with --store")
