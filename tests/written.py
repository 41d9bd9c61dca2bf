"""What a folder holds, as text that can be searched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq


def everything_written(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file's text: Parquet decoded, everything else as it stands."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            decoded = "\n".join(f"{value}" for row in pq.read_table(path).to_pylist() for value in _leaves(row))
            yield path.name, decoded + path.read_bytes().decode("latin-1")
        elif path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", errors="replace")


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    else:
        yield value
