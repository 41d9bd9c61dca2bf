"""Workbooks and Parquet files of others are opened in a process of their own, which may take so much memory and no
more: a file that is damaged, or made to do harm, ends that process and nothing else.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from io import BufferedReader
from pathlib import Path

import pyarrow as pa

from v100.errors import V100Error

ROOM = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
"""Bytes that opening one file may take: half of the machine's memory."""

UNPACKED, TIMES = 2**26, 100
"""A packed file may unpack to so many bytes, or so many times its own: text packs ten- or twentyfold, and a file made
to fill a machine's memory a thousandfold.
"""

WRONG = 3
"""The status of the process when it has said what is wrong with the file."""


class Unopened(V100Error):
    """Why a file could not be opened, in a few words; whoever asked says which file and what to do."""


def sheet_names(path: Path) -> list[str]:
    """The names of a workbook's sheets, in their order. Raises Unopened when it is none, or damaged."""
    _refuse_damaged(path)
    return [str(name) for name in _opened("names", path).column(0).to_pylist()]


def sheet(path: Path, name: str, *, rows: int | None = None) -> pa.Table:
    """A workbook's sheet, or its first rows, as text: a column for each of its, no heading. Raises Unopened."""
    return _opened("sheet", path, name, *([] if rows is None else [str(rows)]))


def parquet(path: Path) -> pa.Table:
    """A Parquet file. Raises Unopened."""
    return _opened("parquet", path)


def most_unpacked(size: int) -> int:
    """Bytes to which a packed file of that size may unpack."""
    return max(UNPACKED, TIMES * size)


def _opened(what: str, path: Path, *words: str) -> pa.Table:
    command = [sys.executable, "-m", "v100.apart", str(ROOM), what, str(path), *words]
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as process:
        table = _received(process)
        process.wait()
        said.seek(0)
        why = said.read().decode(errors="replace").strip()
    if process.returncode == WRONG:
        raise Unopened(why)
    if table is None or process.returncode != 0:
        raise Unopened(f"it needs over {ROOM / 1e9:.0f} GB of memory, or breaks what reads it")
    return table


def _refuse_damaged(path: Path) -> None:
    """A workbook is a packed file, and holds of each of its parts the size and a sum; who reads it does not look at
    them. An old one (.xls) is not packed."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
            broken = packed.testzip() if size <= most_unpacked(path.stat().st_size) else None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
        raise Unopened(f"damaged: {error}") from error
    if size > most_unpacked(path.stat().st_size):
        raise Unopened(f"unpacks to over {TIMES} times its size, as no table does")
    if broken:
        raise Unopened(f"damaged: {broken}")


def _received(process: subprocess.Popen[bytes]) -> pa.Table | None:
    """The table that the process sends; None when it sends none, or more than there is room for."""
    assert isinstance(process.stdout, BufferedReader)
    batches, taken = [], 0
    try:
        with pa.ipc.open_stream(process.stdout) as reader:
            for batch in reader:
                taken += batch.nbytes
                if taken > ROOM:
                    process.kill()
                    return None
                batches.append(batch)
            return pa.Table.from_batches(batches, reader.schema)
    except (pa.ArrowException, OSError):
        return None
