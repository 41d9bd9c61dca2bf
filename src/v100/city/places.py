"""Where people live: households as points, invented streets and postcodes, scattered around small-area points.

Streets and postcodes are made up. `LO` is a postcode area that does not exist; its form is a valid one.
"""

from dataclasses import dataclass

import numpy as np

from v100.city.shipped import rows
from v100.city.streams import Array, choose, rows_by_value

STREET_NAMES = """
Alder Amber Ash Aspen Barley Beacon Beech Bell Birch Bramble Briar Brook Candle Cedar Chalk Cherry Chestnut
Clover Copper Coral Cotton Crane Daisy Dove Elder Elm Falcon Fern Field Finch Flint Forge Fox Garden Garnet
Hawthorn Hazel Heath Heron Hill Holly Ivory Jasmine Juniper Kestrel Lark Laurel Lime Linden Linnet Maple Marsh
Meadow Mill Moss Myrtle Nettle Oak Olive Orchard Osier Otter Pearl Pepper Pine Plover Poplar Quarry Quince
Raven Reed River Robin Rose Rowan Rush Sable Sage Saffron Skylark Slate Sorrel Spring Starling Stone Swan
Tanner Teal Thistle Thorn Violet Walnut Weaver Willow Wren Yarrow Yew
"""
STREET_LAST = ("Road", "Street", "Avenue", "Close", "Gardens", "Lane", "Grove", "Terrace", "Way", "Crescent", "Court")
LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
STREETS_AN_AREA = 8
UNITS_A_STREET = 5


@dataclass(frozen=True)
class Map:
    """Boroughs and the small areas (LSOA) within them."""

    boroughs: Array
    area_borough: Array
    area_easting: Array
    area_northing: Array
    area_radius: Array
    area_weight: Array
    area_place: Array

    def number(self, name: str) -> int:
        return int(np.flatnonzero(self.boroughs == name)[0])


@dataclass(frozen=True)
class Homes:
    """Households' addresses, one position each. Words are made when they are written: millions are never read."""

    land: Map
    area: Array
    borough: Array
    easting: Array
    northing: Array
    street: Array
    unit: Array
    number: Array
    flat: Array

    def address(self, home: Array) -> Array:
        """`Flat 3, 12 Alder Road` of each home."""
        names = np.array([f"{first} {last}" for first in STREET_NAMES.split() for last in STREET_LAST], dtype=object)
        street = self.area[home].astype(np.int64) * STREETS_AN_AREA + self.street[home]
        house: Array = np.char.add(self.number[home].astype("U3"), " ").astype(object)
        house = house + names[(street * 7919) % len(names)]
        flat = self.flat[home]
        in_flat = "Flat " + flat.astype("U2").astype(object) + ", " + house
        return np.where(flat > 0, in_flat, house)

    def postcode(self, home: Array) -> Array:
        """Districts by borough, three each; a unit belongs to one street."""
        area = self.area[home]
        serial = (self.land.area_place[area] * STREETS_AN_AREA + self.street[home]) * UNITS_A_STREET + self.unit[home]
        district = self.land.area_borough[area] * 3 + 1 + serial // 4000
        sector, rest = (serial % 4000) // 400, serial % 400
        pair = np.char.add(LETTERS[rest // 20], LETTERS[rest % 20])
        inward = np.char.add(sector.astype("U1"), pair)
        return np.char.add(np.char.add(np.char.add("LO", district.astype("U2")), " "), inward).astype(object)


def load() -> Map:
    """All 33 boroughs in alphabetical order of code, with their small areas."""
    areas = rows("geo", "lsoas.csv")
    names = _borough_names()
    codes = sorted(names)
    borough = np.array([codes.index(row["borough_gss_code"]) for row in areas])
    size = np.array([float(row["area_km2"]) for row in areas])
    first = np.searchsorted(np.sort(borough), np.arange(len(codes)))
    order = np.argsort(borough, kind="stable")
    place = np.empty(len(areas), np.int64)
    place[order] = np.arange(len(areas)) - first[borough[order]]
    return Map(
        np.array([names[code] for code in codes], dtype=object),
        borough,
        np.array([int(row["easting"]) for row in areas]),
        np.array([int(row["northing"]) for row in areas]),
        np.sqrt(size / np.pi) * 1000,
        np.array([float(row["population"]) for row in areas]),
        place,
    )


def build_homes(random: np.random.Generator, land: Map, borough: Array) -> Homes:
    """A household in each of the boroughs given, by the population of small areas."""
    size = len(borough)
    area = np.empty(size, np.int32)
    for b, of in rows_by_value(borough):
        within = np.flatnonzero(land.area_borough == b)
        area[of] = within[choose(random, land.area_weight[within], len(of))]
    easting, northing = scatter(random, land, area)
    number = 1 + random.integers(0, 140, size) * random.random(size)
    flat = np.where(random.random(size) < 0.38, random.integers(1, 60, size), 0)
    return Homes(
        land=land,
        area=area,
        borough=borough,
        easting=easting,
        northing=northing,
        street=random.integers(0, STREETS_AN_AREA, size, np.int8),
        unit=random.integers(0, UNITS_A_STREET, size, np.int8),
        number=number.astype(np.int16),
        flat=flat.astype(np.int8),
    )


def scatter(random: np.random.Generator, land: Map, area: Array) -> tuple[Array, Array]:
    """A point near the middle of each area, within the circle of the area's size."""
    angle = random.random(len(area)) * 2 * np.pi
    reach = land.area_radius[area] * np.sqrt(random.random(len(area)))
    return (
        (land.area_easting[area] + reach * np.cos(angle)).astype(np.int32),
        (land.area_northing[area] + reach * np.sin(angle)).astype(np.int32),
    )


def anywhere(random: np.random.Generator, land: Map, borough: Array, where: Array) -> tuple[Array, Array]:
    """A point in each borough, some small areas drawing more than others: where people go, not where they sleep.

    `where`, from 0 to 1, chooses the small area.
    """
    order = np.argsort(land.area_borough, kind="stable")
    first = np.searchsorted(land.area_borough[order], np.arange(len(land.boroughs) + 1))
    low, high = first[borough], first[borough + 1]
    return scatter(random, land, order[low + (where**1.8 * (high - low)).astype(int)])


def _borough_names() -> dict[str, str]:
    return {row["gss_code"]: row["borough"] for row in rows("population", "borough_ethnic_group.csv")}
