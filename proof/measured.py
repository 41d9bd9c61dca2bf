"""A command of v100 in a process of its own: what it printed, how long it took, how much memory it held at most."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

V100 = Path(sys.executable).parent / "v100"


@dataclass(frozen=True)
class Measured:
    """Wall and processor seconds, peak memory in GiB, the JSON document printed."""

    seconds: float
    cpu: float
    peak_gb: float
    said: Any


def v100(*arguments: object, memory: str | None = None) -> Measured:
    """Runs `v100 ARGUMENTS --json`. Raises RuntimeError with its last words when it fails."""
    return measured([str(V100), *map(str, arguments), "--json"], memory=memory)


def measured(command: Sequence[str], *, memory: str | None = None) -> Measured:
    """Runs the command; `memory` is what the engine may take."""
    environment = os.environ | ({"V100_MEMORY": memory} if memory else {})
    print("…", *command[1:6], file=sys.stderr, flush=True)
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(command, stdout=said, stderr=complaint, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        said.seek(0)
        complaint.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}: {complaint.read().decode()[-400:].strip()}")
        found = Measured(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024**2, json.load(said))
        print(f"  {found.seconds:.0f} s, {found.peak_gb:.1f} GiB", file=sys.stderr, flush=True)
        return found


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; all but the first column to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"
