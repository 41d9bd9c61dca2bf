"""What links cost: a hundred and a thousand men against one year and five of London, and how that grows."""

import math
import sys
from pathlib import Path
from typing import Any

from proof.measured import measured, table, v100

AS_AT, RECEIVED, MONTHS = "2025-11-30", "2025-12-01", 60
MEN, YEARS = (100, 1_000), (1, 5)
ROOM = "2.5GiB"
"""What the engine is given once more, to see whether it can do with little memory."""


def page(folder: Path) -> str:
    """A row for each number of men and years."""
    made, store = folder / "city", folder / "store"
    v100("simulate", "--scale", "london", "--out", made, "--as-at", AS_AT, "--months", MONTHS, "--seed", 12)
    v100("intake", made / "extract", "--store", store, "--received-on", RECEIVED)
    return text(store, made / "truth")


def text(store: Path, truth: Path) -> str:
    """The page, of a store of MONTHS of the simulated London."""
    found = {(men, years): _measured(store, truth, men, years) for years in YEARS for men in MEN}
    few, many = MEN
    short, long = YEARS
    little = _measured(store, truth, many, long, ROOM)
    growth = [
        [f"men, years: {years}", *(_exponent(found[few, years], found[many, years], many / few))] for years in YEARS
    ] + [[f"years, men: {men:,}", *(_exponent(found[men, short], found[men, long], long / short))] for men in MEN]
    return (
        "# What links cost\n\n"
        f"The simulated London, {MONTHS} months to {AS_AT}; the men of most harm, identities by the truth, the shipped "
        "model. Comparable: the seconds to make all crimes ready. Linked: the seconds to find each man's undetected "
        "crimes. The peak is the whole process's, with what a run has in memory before it comes to links. "
        "`make proof` writes this page.\n\n"
        + table(
            ["men, years", "crimes", "links", "comparable, s", "linked, s", "peak, GiB"],
            [
                [
                    f"{men:,}, {years}",
                    f"{each['crimes']:,}",
                    f"{each['links']:,}",
                    f"{each['ready']:.0f}",
                    f"{each['linked']:.0f}",
                    f"{each['peak_gb']:.1f}",
                ]
                for (men, years), each in found.items()
            ],
        )
        + f"\nThe engine takes what memory there is. Given {ROOM}, {many:,} men against {long} years took "
        f"{little['ready']:.0f} and {little['linked']:.0f} seconds at a peak of {little['peak_gb']:.1f} GiB.\n"
        + "\n## How it grows\n\nThe exponent: 1 is in proportion, 2 the square.\n\n"
        + table(["with", "comparable", "linked"], growth)
    )


def _measured(store: Path, truth: Path, men: int, years: int, *room: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "proof.linking", str(store), str(truth), AS_AT, str(years), str(men), *room]
    said: dict[str, Any] = measured(command).said
    return said


def _exponent(small: dict[str, Any], large: dict[str, Any], times: float) -> list[str]:
    return [f"{math.log(large[part] / small[part]) / math.log(times):.2f}" for part in ("ready", "linked")]
