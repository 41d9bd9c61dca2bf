"""His crimes and those that may be his, on a line of time and on a map: by day and borough, never nearer."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from v100.casework.links.crimes import Crime
from v100.casework.nominals.places import Places, places_of
from v100.compared import categories

LEFT, WIDTH = 30, 900
"""Units of the drawing: where its first day stands, and how long the line is."""


class Point(NamedTuple):
    """A crime on the line of time: his, or one that may be his."""

    crime: Crime
    his: bool
    x: int


class Line(NamedTuple):
    """Crimes of one category, the earliest first, with the years that begin between them."""

    category: str
    points: list[Point]
    years: list[tuple[int, int]]


def line_of_time(category: str, own: Iterable[Crime], candidates: Iterable[Crime]) -> Line:
    """Both as points between the first day and the last."""
    both = [(crime, True) for crime in own if crime.category == category]
    both += [(crime, False) for crime in candidates]
    both.sort(key=lambda each: (each[0].on, each[0].crime_ref))
    first, last = both[0][0].on, both[-1][0].on
    days = max((last - first) // timedelta(days=1), 1)

    def place(on: date) -> int:
        return LEFT + (on - first).days * WIDTH // days

    years = [(year, place(date(year, 1, 1))) for year in range(first.year + 1, last.year + 1)]
    return Line(categories()[category].title, [Point(crime, his, place(crime.on)) for crime, his in both], years)


class Borough(NamedTuple):
    """How many of his crimes, and of those that may be his."""

    name: str
    own: int
    candidates: int


class Map(NamedTuple):
    """The table, and a map of each of the two."""

    rows: list[Borough]
    own: Places
    candidates: Places


def on_map(own: Iterable[Crime], candidates: Iterable[Crime]) -> Map:
    """By borough."""
    his, may_be = (places_of(crime.report for crime in crimes) for crimes in (own, candidates))
    numbers = [{row.name: row.reports for row in places.rows} for places in (his, may_be)]
    names = sorted(set(numbers[0]) | set(numbers[1]))
    return Map([Borough(name, *(each.get(name, 0) for each in numbers)) for name in names], his, may_be)
