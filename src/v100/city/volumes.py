"""How many crimes of each kind a borough records: the published table, its categories split into kinds.

What is not published is assumed: the City of London (like Westminster, smaller) and incidents that are no crime.
"""

from typing import Any

import numpy as np

from v100.city.places import Map
from v100.city.published import recorded_crime
from v100.city.rates import Rates
from v100.city.streams import Array

CITY, LIKE_THE_CITY = "City of London", "Westminster"
MONTHS = 12


class Volumes:
    """Expected crimes by kind, borough and calendar month: an array of kinds x boroughs x 12, January first."""

    def __init__(self, rates: Rates, scale: dict[str, Any], land: Map) -> None:
        by_category = _published(rates, land)
        size, weight = float(scale["share"]), scale.get("weight", {})
        wanted = np.isin(land.boroughs, scale["boroughs"])
        season = np.sum(list(by_category.values()), axis=(0, 1))
        within = {name: sum(k.volume for k in rates.kinds if k.category == name) for name in by_category}
        self.expected = np.zeros((len(rates.kinds), len(land.boroughs), MONTHS))
        for kind in rates.kinds:
            if kind.category:
                made = rates["crime"]["recorded"].get(kind.category, rates["crime"]["recorded_else"])
                whole = by_category[kind.category] * kind.volume / within[kind.category] / made
            else:
                whole = kind.volume * np.outer(_share(land), season / season.sum())
            self.expected[kind.number] = whole * wanted[:, None] * size * weight.get(kind.group, 1.0)

    def draw(self, random: np.random.Generator, span: tuple[int, int]) -> tuple[Array, Array]:
        """Kind and borough of each crime recorded from the first to the last day of a span: Poisson."""
        month = np.arange(span[0], span[1] + 1).astype("datetime64[D]").astype("datetime64[M]")
        length = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(int)
        part = np.bincount(month.astype(int) % MONTHS, 1 / length, minlength=MONTHS)
        counts = random.poisson(self.expected @ part)
        kind = np.repeat(np.arange(len(counts)), counts.sum(axis=1))
        return kind, np.repeat(np.tile(np.arange(counts.shape[1]), len(counts)), counts.ravel())


def _published(rates: Rates, land: Map) -> dict[str, Array]:
    """Offences of the last twelve published months by category: boroughs x 12, January first."""
    table = recorded_crime()
    year = table.counts[:, :, -MONTHS:]
    january = (int(table.months[-MONTHS][5:]) - 1) % MONTHS
    year = np.roll(year, january, axis=2)
    rows = [table.boroughs.index(LIKE_THE_CITY if name == CITY else name) for name in land.boroughs]
    times = np.where(land.boroughs == CITY, rates["crime"]["city_of_london"], 1.0)
    return {name: year[rows, number] * times[:, None] for number, name in enumerate(table.categories)}


def _share(land: Map) -> Array:
    """Each borough's share of London's people."""
    people = np.bincount(land.area_borough, land.area_weight, minlength=len(land.boroughs))
    return np.asarray(people / people.sum())
