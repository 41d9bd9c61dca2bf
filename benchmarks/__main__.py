"""`make bench`: score and rank 1 and 10 million offence lines, side by side.

Each engine in a process of its own: one unmeasured run on a tiny table (printed as the first call), then the median of
five. All must give the same lines, each with its reason, and the same ranking. Status 1 when they do not.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.data import write

ENGINES = {"sql": "DuckDB SQL", "ours": "v100", "with_polars": "Polars", "with_pandas": "pandas"}
SIZES = (1_000_000, 10_000_000)
TINY = 1_000


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    console, agree = Console(), True
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder / "tiny", TINY)
        for size in sizes:
            write(folder / str(size), size)
            results = {engine: _measure(engine, folder / "tiny", folder / str(size)) for engine in ENGINES}
            console.print(_table(size, results))
            agree &= _same(results)
    console.print("Same lines and ranking from each." if agree else "[red]The results differ.")
    return 0 if agree else 1


def _measure(engine: str, tiny: Path, folder: Path) -> dict[str, Any] | None:
    """What the worker found; nothing when it died, of memory as a rule."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.worker", engine, str(tiny), str(folder)],
        stdout=subprocess.PIPE,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def _table(size: int, results: dict[str, dict[str, Any] | None]) -> Table:
    table = Table(title=f"Score and rank, {size:,} offence lines", title_justify="left")
    table.add_column("Engine")
    for heading in ("First call, tiny", "Median of five", "Against SQL", "Tables loaded", "Peak memory"):
        table.add_column(heading, justify="right")
    sql = results["sql"]
    for engine, name in ENGINES.items():
        found = results[engine]
        if found is None:
            table.add_row(name, *["failed"] * 5)
            continue
        ratio = f"{found['median'] / sql['median']:.2f}" if sql else "–"
        memory = (f"{found['loaded_gb']:.1f} GB", f"{found['peak_gb']:.1f} GB")
        table.add_row(name, f"{found['first']:.2f} s", f"{found['median']:.2f} s", ratio, *memory)
    return table


def _same(results: dict[str, dict[str, Any] | None]) -> bool:
    found = [result for result in results.values() if result is not None]
    return len(found) > 1 and len({(result["lines"], result["ranking"]) for result in found}) == 1


if __name__ == "__main__":
    sys.exit(main())
