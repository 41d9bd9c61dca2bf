"""`make bench`: score and rank 1, 10 and 50 million offence lines, side by side.

Each engine in a process of its own: one unmeasured run on a tiny table (printed as the first call), then the median of
five runs, or of as many as begin within four minutes. All must give the same lines, each with its reason, and the same
ranking. Status 1 when they do not.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.data import write
from benchmarks.measure import Measured, Missing, Result, measure

ENGINES = {"sql": "DuckDB SQL", "ours": "v100", "with_polars": "Polars", "with_pandas": "pandas"}
SIZES = (1_000_000, 10_000_000, 50_000_000)
TINY = 1_000


def main() -> int:
    sizes = sorted(int(size) for size in sys.argv[1:]) or SIZES
    console, agree = Console(), True
    results: dict[str, Result] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder / str(TINY), TINY)
        for size in sizes:
            write(folder / str(size), size)
            results = {
                engine: measure(engine, folder, size, tiny=TINY, smaller=results.get(engine)) for engine in ENGINES
            }
            console.print(_table(size, results))
            agree &= _same(results)
    console.print("Same lines and ranking from each." if agree else "[red]The results differ.")
    return 0 if agree else 1


def _table(size: int, results: dict[str, Result]) -> Table:
    table = Table(title=f"Score and rank, {size:,} offence lines", title_justify="left", caption_justify="left")
    table.add_column("Engine")
    for heading in ("First call, tiny", "Runs", "Median", "Against SQL", "Tables loaded", "Peak memory"):
        table.add_column(heading, justify="right")
    sql = results["sql"]
    for engine, name in ENGINES.items():
        found = results[engine]
        if isinstance(found, Missing):
            table.add_row(name, *"––––––")
            continue
        median = statistics.median(found.times)
        ratio = f"{median / statistics.median(sql.times):.2f}" if isinstance(sql, Measured) else "–"
        memory = (f"{found.loaded_gb:.1f} GB", f"{found.peak_gb:.1f} GB")
        table.add_row(name, f"{found.first:.2f} s", str(len(found.times)), f"{median:.2f} s", ratio, *memory)
    missing = [f"{ENGINES[engine]}: {found.why}" for engine, found in results.items() if isinstance(found, Missing)]
    table.caption = "\n".join(missing)
    return table


def _same(results: dict[str, Result]) -> bool:
    found = [result for result in results.values() if isinstance(result, Measured)]
    return len(found) > 1 and len({(result.lines, result.ranking) for result in found}) == 1


if __name__ == "__main__":
    sys.exit(main())
