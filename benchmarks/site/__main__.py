"""`make bench-site`: the pages of a force's size, twenty asked for in a second, whether or not the last ones came.

A London of one year is simulated and run, unless the folder of a store with a run of a simulated city is given. Its run
is loaded into a database of its own, three years of made-up work are written beside it, everybody signs in, and pages
are asked for in a drawn order. Printed for each: milliseconds from the moment at which it was due, and its queries.
Status 1 where a page failed, or its 95th percentile is over the goal.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.site.london import london
from benchmarks.site.pages import Page
from benchmarks.site.steady import Asked, steadily
from benchmarks.site.visitors import served, signed_in
from v100.casework import place
from v100.cli.site import run, site
from v100.store import simulated

PORT = 8117
RATE, SECONDS = 20, 180
WARM = 10
"""Seconds of pages before those that are measured: a site is open for weeks, not for its first pages."""
GOAL_MS = 150


def main(stores: list[str]) -> int:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="v100-site-") as folder:
        store = _beside(Path(stores[0]) if stores else london(Path(folder)), Path(folder) / "site")
        pages = _prepared(store, console)
        with served(store, PORT) as url:
            visitors = signed_in(url, place.demo_password(store), pages)
            steadily(url, visitors, pages, rate=RATE, seconds=WARM)
            asked = steadily(url, visitors, pages, rate=RATE, seconds=SECONDS)
    table, well = _compared(pages, asked)
    console.print(table)
    return 0 if well else 1


def _beside(store: Path, made: Path) -> Path:
    """A store with batches and runs of another and a database of its own, so that nothing is written in the other."""
    made.mkdir()
    for name in ("intake", "runs", "asked.log"):
        (made / name).symlink_to((store / name).resolve())
    simulated.mark(made)
    return made


def _prepared(store: Path, console: Console) -> list[Page]:
    with site(store) as environment:
        begun = time.perf_counter()
        console.print(run(environment, "v100.casework.prepare"), "in", f"{time.perf_counter() - begun:.1f} s")
        console.print(run(environment, "benchmarks.site.history"))
        return [Page(**page) for page in json.loads(run(environment, "benchmarks.site.pages"))]


def _compared(pages: list[Page], asked: list[Asked]) -> tuple[Table, bool]:
    title = f"{len(asked):,} pages, {RATE} a second; milliseconds from when each was due"
    table = Table("Page", "Asked", "Median", "95 %", "Longest", "Queries", title=title, title_justify="left")
    well = all(each.answered for each in asked)
    for page in pages:
        times = [each.ms for each in asked if each.name == page.name]
        most = statistics.quantiles(times, n=20)[-1]
        well &= most < GOAL_MS
        numbers = (f"{statistics.median(times):.0f}", f"{most:.0f}", f"{max(times):.0f}")
        table.add_row(page.name, str(len(times)), *numbers, str(page.queries))
    every = [each.ms for each in asked]
    failed = sum(not each.answered for each in asked)
    most = statistics.quantiles(every, n=20)[-1]
    table.caption = f"All: 95 % within {most:.0f} ms; {failed} failed; goal {GOAL_MS} ms"
    return table, well


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
