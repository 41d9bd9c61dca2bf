"""The powers of this force: the shipped files with its own in STORE/powers, read anew once one of these changed."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from v100.casework.powers.load import Book, load


def force_book() -> Book:
    """Powers and kinds of facts. Raises V100Error naming every fault of a file."""
    own: Path = settings.STORE / "powers"
    changed = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in own.glob("*.toml")))
    return _read(own if own.is_dir() else None, changed)


@lru_cache(maxsize=1)
def _read(folder: Path | None, _changed: tuple[tuple[str, int], ...]) -> Book:
    return load(folder)
