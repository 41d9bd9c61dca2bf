"""Where a man's reports are: by borough and never nearer, because the place of a report is often her home."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from v100.reports.borough_shapes import borough_named, shapes
from v100.tables import PRIVATE_LOCATIONS

SIZE = 600
"""Units of the drawing from its left to its right."""

SHADES = 4


@dataclass
class Borough:
    """How many reports, and how many of them in a home or another private place."""

    name: str
    on_map: bool
    reports: int = 0
    private: int = 0


@dataclass(frozen=True)
class Shape:
    """A borough on the map: its outline, where its number stands, how dark it is (0: no report)."""

    name: str
    path: str
    x: int
    y: int
    reports: int
    shade: int


@dataclass(frozen=True)
class Places:
    """The table, most reports first, and the map (no shape where none of them is a borough of the map)."""

    rows: list[Borough]
    shapes: list[Shape]
    height: int
    width: int = SIZE


def places_of(reports: Iterable[dict[str, Any]]) -> Places:
    """`reports` are the rows of crime_report that name him."""
    outlines, height = _outlines()
    found: dict[str, Borough] = {}
    for report in reports:
        name = borough_named(report["borough"])
        borough = found.setdefault(name, Borough(name, name in outlines))
        borough.reports += 1
        borough.private += report["location_type"] in PRIVATE_LOCATIONS
    rows = sorted(found.values(), key=lambda each: (-each.reports, each.name))
    most = max((each.reports for each in rows if each.on_map), default=0)
    drawn = [
        Shape(name, path, x, y, number, -(-SHADES * number // most) if number else 0)
        for name, (path, x, y) in outlines.items()
        for number in (found[name].reports if name in found else 0,)
    ]
    return Places(rows, drawn if most else [], height)


@cache
def _outlines() -> tuple[dict[str, tuple[str, int, int]], int]:
    """Each borough's outline and middle in the drawing's units, and the drawing's height."""
    boroughs = shapes()
    points = [point for borough in boroughs for ring in borough["rings"] for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    scale = SIZE / (right - left)

    def place(x: float, y: float) -> tuple[int, int]:
        return round((x - left) * scale), round((top - y) * scale)

    outlines = {
        borough["name"]: (
            "".join(_path([place(*point) for point in ring]) for ring in borough["rings"]),
            *place(*borough["centre"]),
        )
        for borough in boroughs
    }
    return outlines, round((top - bottom) * scale)


def _path(ring: list[tuple[int, int]]) -> str:
    """An outline as SVG writes it, each point by its way from the last."""
    (x, y), *_ = ring
    ways = [f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(ring)]
    return f"M{x},{y}l{' '.join(ways)}z"
