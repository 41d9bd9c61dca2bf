"""A store with the run of a simulated London of one year."""

import subprocess
import sys
from pathlib import Path

AS_AT, RECEIVED = "2025-11-30", "2025-12-01"


def london(folder: Path) -> Path:
    """Simulate, take in, run: about ten minutes."""
    store = folder / "london"
    city = folder / "city"
    for words in (
        ("simulate", "--scale", "london", "--out", city, "--as-at", AS_AT, "--months", "12"),
        ("intake", city / "extract", "--store", store, "--received-on", RECEIVED),
        ("run", "--store", store, "--as-at", AS_AT),
    ):
        subprocess.run([Path(sys.executable).parent / "v100", *map(str, words)], check=True)
    return store
