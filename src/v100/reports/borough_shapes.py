"""The shapes of London's boroughs, for maps that need nothing from outside."""

import json
import re
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

GRID = 0.002
"""Degrees: as fine as a map of this size shows."""

NOT_RECORDED = "Not recorded"


@cache
def borough_named(written: str | None) -> str:
    """The borough's name on the map, however it is written; another place as it is written."""
    known = {_folded(shape["name"]): shape["name"] for shape in shapes()}
    return str(known.get(_folded(written or ""), written) or NOT_RECORDED)


def _folded(name: str) -> str:
    """Barking & Dagenham, London Borough of Barking and Dagenham → barking and dagenham."""
    plain = re.sub(r"\s+", " ", name.casefold().replace("&", " and ")).strip()
    return re.sub(r"^(london borough of |royal borough of |city of (?=westminster))", "", plain)


@cache
def shapes() -> list[dict[str, Any]]:
    """The 33 boroughs: name, outer rings on a grid, by which neighbours keep one common border (x scaled so that London
    is not stretched), a centre.
    """
    text = (files("v100.data.geo") / "boroughs.geojson").read_text(encoding="utf-8")
    stretch = cos(radians(51.5))
    found = []
    for feature in json.loads(text)["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = [ring for polygon in polygons if len(ring := _coarse(polygon[0], stretch)) > 3]
        found.append({"name": feature["properties"]["name"], "rings": rings, "centre": _centre(rings)})
    return found


def _coarse(ring: list[list[float]], stretch: float) -> list[list[float]]:
    points: list[list[float]] = []
    for longitude, latitude in ring:
        point = [round(round(longitude / GRID) * GRID * stretch, 4), round(round(latitude / GRID) * GRID, 4)]
        if not points or point != points[-1]:
            points.append(point)
    return points


def _centre(rings: list[list[list[float]]]) -> tuple[float, float]:
    """The middle of the largest ring's area."""
    area, x, y = max(_moments(ring) for ring in rings)
    return (round(x / (6 * area), 4), round(y / (6 * area), 4))


def _moments(ring: list[list[float]]) -> tuple[float, float, float]:
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross / 2, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area), x, y) if area > 0 else (abs(area), -x, -y)
