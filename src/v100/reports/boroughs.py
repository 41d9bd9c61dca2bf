"""Where the listed people's counted offences were recorded: a table by borough and a small map."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from v100.reports.borough_shapes import borough_named, shapes
from v100.reports.concentration import INK, svg
from v100.reports.reading import Run


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
    found: dict[str, Borough] = {}
    for row in run.listed:
        for line in run.lines.get(row["person_id"], []):
            if line["counted"]:
                _add(run, found, row["person_id"], line)
    rows = sorted(found.values(), key=lambda borough: (-len(borough.people), -borough.days, borough.name))
    return Boroughs(rows, _map(rows) if any(borough.on_map for borough in rows) else "")


def _add(run: Run, found: dict[str, Borough], person_id: str, line: Any) -> None:
    name = borough_named(run.reports.get(line["report_id"], {}).get("borough"))
    on_map = any(shape["name"] == name for shape in shapes())
    borough = found.setdefault(name, Borough(name, on_map, set(), set(), set()))
    key = (line["report_id"], line["line"])
    borough.people.add(person_id)
    borough.victims |= {victim["person_id"] for victim in run.victims.get(key, []) if victim["person_id"]}
    if key not in borough.lines:
        borough.lines.add(key)
        borough.days += line["days"]


def _map(rows: list[Borough]) -> str:
    import altair as alt  # half a second that nobody waits for who draws nothing

    people = {borough.name: len(borough.people) for borough in rows}
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in shape["rings"]]},
            "properties": {"people": people.get(shape["name"], 0)},
        }
        for shape in shapes()
    ]
    labels = [
        {"x": shape["centre"][0], "y": shape["centre"][1], "people": people[shape["name"]]}
        for shape in shapes()
        if shape["name"] in people
    ]
    most = max(people.values())
    fill = alt.Color(
        "properties.people:Q",
        scale=alt.Scale(domain=[0, most], range=["#f4f6f8", "#78aade"]),
        legend=None,
    )
    flat = {"type": "identity", "reflectY": True}
    drawn = (
        alt.Chart(alt.InlineData(values=features)).mark_geoshape(stroke="#5c6670", strokeWidth=0.6).encode(color=fill)
    )
    numbers = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(color=INK, fontSize=11, fontWeight="bold")
        .encode(longitude="x:Q", latitude="y:Q", text="people:Q")
    )
    return svg((drawn + numbers).project(**flat).properties(width=520, height=420))
