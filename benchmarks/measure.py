"""One engine at one size, in a process of its own: what was measured, or why nothing was."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SPILL = ("sql", "ours")  # write to disk what does not fit in memory


@dataclass(frozen=True)
class Measured:
    """Seconds of the first call (tiny) and of each run, memory in GB, and digests of what was found."""

    size: int
    first: float
    times: list[float]
    loaded_gb: float
    peak_gb: float
    lines: str
    ranking: str


@dataclass(frozen=True)
class Missing:
    """Nothing was measured, and why."""

    why: str


Result = Measured | Missing


def measure(engine: str, folder: Path, size: int, *, tiny: int, smaller: Result | None) -> Result:
    """What the engine did with the tables of that size, in the folder by its name.

    `smaller` is its result for fewer lines: one that failed is not tried again, nor is one that holds everything in
    memory and would need more than there is.
    """
    if isinstance(smaller, Missing):
        return smaller
    if smaller and engine not in SPILL and (need := smaller.peak_gb * size / smaller.size) > _memory_gb():
        return Missing(f"not tried: it would need about {need:.0f} GB of this machine's {_memory_gb():.0f}")
    worker = [sys.executable, "-m", "benchmarks.worker", engine, str(folder / str(tiny)), str(folder / str(size))]
    done = subprocess.run(worker, capture_output=True, text=True, check=False)
    if done.returncode < 0:
        return Missing(f"killed at {size:,} lines by signal {-done.returncode} (9: out of memory, as a rule)")
    if done.returncode > 0:
        return Missing(f"failed at {size:,} lines: {done.stderr.strip().splitlines()[-1]}")
    return Measured(size=size, **json.loads(done.stdout))


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
