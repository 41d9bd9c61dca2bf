"""From extract to sealed run at a tenth of a year, a year and five years of London: time and memory of each step."""

import math
import shutil
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from proof.measured import Measured, measured, table, v100

AS_AT, RECEIVED = "2025-11-30", "2025-12-01"
MEMORY = "2.5 GiB"
"""What the engine may take in intake and run, so that all of it fits in 4 GiB: else four tenths of the machine's."""
SIZES = {"a tenth of a year": ("london-tenth", 12), "a year": ("london", 12), "five years": ("london", 60)}


@dataclass(frozen=True)
class Size:
    """What was measured of one size; `steps` are seconds of the monthly run."""

    reports: int
    simulate: Measured
    intake: Measured
    run: Measured

    @property
    def steps(self) -> dict[str, float]:
        steps: dict[str, float] = self.run.said
        return steps


def page(folder: Path) -> str:
    """Seconds and memory by size, and how each grows: the exponent of its growth with the number of reports."""
    sizes = [_measure(folder / "city", folder / "store", scale, months) for scale, months in SIZES.values()]
    parts = {
        "simulate": [size.simulate.seconds for size in sizes],
        "intake": [size.intake.seconds for size in sizes],
        "run, whole": [size.run.seconds for size in sizes],
        **{f"run: {step}": [size.steps[step] for size in sizes] for step in sizes[0].steps},
    }
    seconds = [
        [part, *(f"{value:,.1f}" for value in values), *_growth(sizes, values)] for part, values in parts.items()
    ]
    memory = [
        [part, *(f"{getattr(size, part).peak_gb:.2f}" for size in sizes)] for part in ("simulate", "intake", "run")
    ]
    reports = [["reports", *(f"{size.reports:,}" for size in sizes), "", ""]]
    head = ["seconds", *SIZES, "growth, tenth to year", "growth, year to five"]
    return (
        "# The monthly run at London's size\n\n"
        "Growth is the exponent of time with the number of reports: 1 is linear, 2 would be four times the time for "
        f"twice the reports. In intake and run the engine was held to {MEMORY} (`V100_MEMORY`). `make proof` writes "
        "this page.\n\n" + table(head, reports + seconds) + "\n" + table(["peak memory, GiB", *SIZES], memory)
    )


def _measure(city: Path, store: Path, scale: str, months: int) -> Size:
    made = v100("simulate", "--scale", scale, "--out", city, "--as-at", AS_AT, "--months", months)
    taken = v100("intake", city / "extract", "--store", store, "--received-on", RECEIVED, memory=MEMORY)
    shutil.rmtree(city)
    ran = measured([sys.executable, "-m", "proof.steps", str(store), AS_AT], memory=MEMORY)
    shutil.rmtree(store)
    print(*(f"  {step}: {seconds:.1f} s" for step, seconds in ran.said.items()), sep="\n", file=sys.stderr, flush=True)
    return Size(made.said["extract"]["crime_report"], made, taken, ran)


def _growth(sizes: list[Size], values: list[float]) -> list[str]:
    return [
        f"{math.log(after / before) / math.log(later.reports / earlier.reports):.2f}"
        for (earlier, later), (before, after) in zip(pairwise(sizes), pairwise(values), strict=True)
    ]
