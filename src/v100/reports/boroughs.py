"""Where the listed people's counted offences were recorded: a table by borough and a small map."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

import altair as alt

from v100.reports.concentration import INK, svg
from v100.reports.reading import Run

GRID = 0.002
"""Degrees: the map's points are rounded to this grid, so that neighbours keep one common border."""


@dataclass
class Borough:
    """Counts of the listed people's counted offences in one borough; a line or report counts once."""

    name: str
    on_map: bool
    people: set[str]
    victims: set[str]
    lines: set[tuple[str, int]]
    days: Decimal = Decimal(0)


@dataclass(frozen=True)
class Boroughs:
    """The table, most people first, and the map (SVG; empty when no borough of the map is named)."""

    rows: list[Borough]
    svg: str


def boroughs(run: Run) -> Boroughs:
    """Listed people, their victims, offences and harm days by borough of the report."""
    known = {_folded(shape["name"]): shape["name"] for shape in _shapes()}
    found: dict[str, Borough] = {}
    for row in run.listed:
        for line in run.lines.get(row["person_id"], []):
            if line["counted"]:
                _add(run, found, known, row["person_id"], line)
    rows = sorted(found.values(), key=lambda borough: (-len(borough.people), -borough.days, borough.name))
    return Boroughs(rows, _map(rows) if any(borough.on_map for borough in rows) else "")


def _add(run: Run, found: dict[str, Borough], known: dict[str, str], person_id: str, line: Any) -> None:
    written = run.reports.get(line["report_id"], {}).get("borough") or ""
    on_map = _folded(written) in known
    name = known.get(_folded(written), written) or "Not recorded"
    borough = found.setdefault(name, Borough(name, on_map, set(), set(), set()))
    key = (line["report_id"], line["line"])
    borough.people.add(person_id)
    borough.victims |= {victim["person_id"] for victim in run.victims.get(key, []) if victim["person_id"]}
    if key not in borough.lines:
        borough.lines.add(key)
        borough.days += line["days"]


def _folded(name: str) -> str:
    """Barking & Dagenham, London Borough of Barking and Dagenham → barking and dagenham."""
    plain = re.sub(r"\s+", " ", name.casefold().replace("&", " and ")).strip()
    return re.sub(r"^(london borough of |royal borough of |city of (?=westminster))", "", plain)


@cache
def _shapes() -> list[dict[str, Any]]:
    """The 33 boroughs: name, outer rings on a coarse grid (x scaled so that London is not stretched), a centre."""
    text = (files("v100.data.geo") / "boroughs.geojson").read_text(encoding="utf-8")
    stretch = cos(radians(51.5))
    shapes = []
    for feature in json.loads(text)["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = [ring for polygon in polygons if len(ring := _coarse(polygon[0], stretch)) > 3]
        shapes.append({"name": feature["properties"]["name"], "rings": rings, "centre": _centre(rings)})
    return shapes


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


def _map(rows: list[Borough]) -> str:
    people = {borough.name: len(borough.people) for borough in rows}
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in shape["rings"]]},
            "properties": {"people": people.get(shape["name"], 0)},
        }
        for shape in _shapes()
    ]
    labels = [
        {"x": shape["centre"][0], "y": shape["centre"][1], "people": people[shape["name"]]}
        for shape in _shapes()
        if shape["name"] in people
    ]
    most = max(people.values())
    fill = alt.Color(
        "properties.people:Q",
        scale=alt.Scale(domain=[0, most], range=["#f4f6f8", "#78aade"]),
        legend=None,
    )
    flat = {"type": "identity", "reflectY": True}
    shapes = (
        alt.Chart(alt.InlineData(values=features)).mark_geoshape(stroke="#5c6670", strokeWidth=0.6).encode(color=fill)
    )
    numbers = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(color=INK, fontSize=11, fontWeight="bold")
        .encode(longitude="x:Q", latitude="y:Q", text="people:Q")
    )
    return svg((shapes + numbers).project(**flat).properties(width=520, height=420))
