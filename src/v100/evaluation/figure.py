"""One figure of a simulated city beside the one that is published, and whether the two agree."""

import math
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from v100.reports.city import Figure, Group, Unit

TOLERANCE = 0.05
"""How far a count may lie from the published one, as a share of it."""
SMALL = 2000
"""Up to this count chance alone moves a figure by more than the tolerance."""


@dataclass(frozen=True)
class Said:
    """A figure that was published of the Met's V100 (data/london/published.toml). `least` and `most` are ours."""

    what: str
    said: str
    published: float
    source: str
    least: float = -math.inf
    most: float = math.inf
    scaled: bool = False
    unit: Unit = "count"


def published() -> dict[str, Said]:
    """Every figure of published.toml by name."""
    text = (files("v100.data.london") / "published.toml").read_text(encoding="utf-8")
    return {name: Said(**row) for name, row in tomllib.loads(text)["figure"].items()}


def shown(group: Group, name: str, ours: float, note: str, unit: Unit = "count") -> Figure:
    """A figure that nothing published can be set beside."""
    return Figure(group, name, ours, None, note, None, unit)


def said(what: Said, ours: float, *, listed: int, times: float = 1.0, compared: bool = True) -> Figure:
    """A figure beside what was said of V100; `times` is how large the city is beside London, `listed` its list."""
    size = times if what.scaled else 1.0
    within = what.least * size <= ours <= what.most * size
    name, source = what.what.replace("top 100", f"top {listed}"), f"{what.source}: {what.said}"
    return Figure("suspects", name, ours, what.published * size, source, within if compared else None, what.unit)


def counted(group: Group, name: str, ours: float, expected: float, source: str, *, compared: bool) -> Figure:
    """A count beside the published one: within 5% of it, or within what chance does to so small a count (95%)."""
    least, most = expected * (1 - TOLERANCE), expected * (1 + TOLERANCE)
    if expected <= SMALL:
        low, high = poisson_interval(expected)
        least, most = min(least, low), max(most, high)
    return Figure(group, name, ours, expected, source, least <= ours <= most if compared else None)


def poisson_interval(mean: float) -> tuple[int, int]:
    """The middle 95% of counts whose mean is `mean` (0 to SMALL)."""
    if mean == 0:
        return 0, 0
    counts = np.arange(int(mean + 10 * math.sqrt(mean) + 20))
    logs: Any = np.cumsum(np.log(np.maximum(counts, 1)))
    below = np.cumsum(np.exp(counts * math.log(mean) - mean - logs))
    return int(np.searchsorted(below, 0.025)), int(np.searchsorted(below, 0.975))
