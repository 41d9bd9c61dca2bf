"""London beside what is published, for three seeds: not one lucky one."""

import shutil
from pathlib import Path
from typing import Any

from proof.measured import table, v100

SEEDS = (1, 2, 3)
AS_AT = "2025-11-30"


def page(folder: Path) -> str:
    """How many figures agree for each seed, and every figure's spread."""
    cities = [_figures(folder / f"seed{seed}", seed) for seed in SEEDS]
    figures = list(zip(*cities, strict=True))
    agree = [
        f"{sum(f['within'] is True for f in city)} of {sum(f['within'] is not None for f in city)}" for city in cities
    ]
    rows = [[f[0]["figure"], _number(f[0]["published"]), *(_marked(one) for one in f)] for f in figures]
    return (
        "# London, calibrated\n\n"
        f"A year of the simulated London to {AS_AT}, seeds {', '.join(map(str, SEEDS))}, beside what is published; "
        "✗ marks what lies outside the bounds ([how they are set](../how-to/compare-with-london.md)). "
        "`make proof` writes this page.\n\n"
        + table(["", *(f"seed {seed}" for seed in SEEDS)], [["figures that agree", *agree]])
        + "\n"
        + table(["figure", "published", *(f"seed {seed}" for seed in SEEDS)], rows)
    )


def _figures(city: Path, seed: int) -> list[dict[str, Any]]:
    v100("simulate", "--scale", "london", "--out", city, "--as-at", AS_AT, "--months", 12, "--seed", seed)
    figures: list[dict[str, Any]] = v100("calibration", city).said
    shutil.rmtree(city)
    return figures


def _marked(figure: dict[str, Any]) -> str:
    return _number(figure["ours"]) + (" ✗" if figure["within"] is False else "")


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 10 else f"{value:.3f}"
