"""Which boroughs are neighbours, from their boundaries: those that come within a bridge's length of one another."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from v100.city.streams import Array

METRES_A_DEGREE = np.array([69_300.0, 111_200.0])
"""Of longitude and latitude in London."""
STEP, NEAR = 50.0, 300.0
"""Metres: how densely boundaries are walked, and the side of the squares in which two must meet."""


@cache
def neighbours() -> dict[str, list[str]]:
    """Names of the boroughs next to each borough, in alphabetical order."""
    text = (files("v100.data.geo") / "boroughs.geojson").read_text(encoding="utf-8")
    squares = {shape["properties"]["name"]: _squares(shape["geometry"]) for shape in json.loads(text)["features"]}
    return {
        name: sorted(other for other in squares if other != name and squares[name] & squares[other]) for name in squares
    }


def _squares(geometry: dict[str, Any]) -> set[tuple[int, int]]:
    """The squares of a grid that a boundary passes through."""
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    points = np.concatenate([_walked(np.array(ring) * METRES_A_DEGREE) for shape in shapes for ring in shape])
    return {(int(x), int(y)) for x, y in np.floor(points / NEAR)}


def _walked(ring: Array) -> Array:
    """Points along a ring, no further apart than STEP."""
    steps = np.maximum(1, np.hypot(*(ring[1:] - ring[:-1]).T) / STEP).astype(int)
    sides = zip(ring[:-1], ring[1:], steps, strict=True)
    return np.concatenate([a + np.linspace(0, 1, n, endpoint=False)[:, None] * (b - a) for a, b, n in sides])
