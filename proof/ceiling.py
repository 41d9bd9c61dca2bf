"""How well the true man of an undetected crime could be found at best: by who knows how the city draws its crimes.

The scorer knows every share of data/city/rates.toml and words.toml, how strongly people keep to their ways, who every
offender is and where he lives. It does not know his ways: it learns them from his solved crimes, by Bayes' rule. What
it ranks and whom is what `v100 evaluate links` ranks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from v100 import engine
from v100.city import places
from v100.city.habits import NOISE
from v100.city.narrative import OFFENDER, VICTIM, words
from v100.city.neighbours import neighbours
from v100.city.rates import Kind, Rates, load
from v100.evaluation.hidden import sought_crimes
from v100.evaluation.known import known_to_run
from v100.store import open_run

Array = Any
GRID = 840
"""Cells of what is not known of a man, from 0 to 1; lists of up to eight sentences divide it evenly."""
FIRST = 10
ROWS = 200
"""Crimes weighed at a time."""


@dataclass(frozen=True)
class Seen:
    """One choice that crimes show: of each kind of value how likely it is from a man whose own draw lies in each cell
    (values by GRID), and which value each crime has (-1: it says nothing)."""

    likelihood: Array
    value: Array


def ceiling(store: Path, truth: Path, signature: float) -> dict[str, float]:
    """By category, the share of the sought crimes (evaluation.hidden) whose true man is among the first FIRST."""
    run = open_run(store)
    with known_to_run(store, run) as (backend, known):
        laid = sought_crimes(backend, known, run, truth)
        report = known["crime_report"].select("report_id", "borough", "easting", "northing", "mo_text", "mo_codes")
        first = known["offence"].group_by("report_id").agg(code=known["offence"].ho_code.argmin(known["offence"].line))
        crimes = engine.keep(backend, "ceiling_crimes", laid.crimes.drop("easting", "northing", "mo_text", "mo_codes"))
        crimes = crimes.join(report, "report_id").join(first, "report_id").to_pandas()
        solved = laid.suspects.join(laid.who, "person_id").select("report_id", "true_id").distinct().to_pandas()
        sought = laid.sought.to_pandas()
    homes = duckdb.sql(f"SELECT true_id, borough FROM read_csv('{truth}/person.csv', all_varchar=true)").df()
    return {
        str(category): _share(crimes[crimes["category"] == category], solved, group, homes, signature)
        for category, group in sought.groupby("category")
    }


def _share(
    crimes: pd.DataFrame, solved: pd.DataFrame, sought: pd.DataFrame, homes: pd.DataFrame, strength: float
) -> float:
    rates, said = load(), words()
    crimes = crimes.reset_index(drop=True)
    row = pd.Series(crimes.index, crimes["report_id"])
    his = solved[solved["report_id"].isin(row.index)]
    men = pd.Index(sorted(his["true_id"].unique()))
    man, crime = men.get_indexer(his["true_id"]), row[his["report_id"]].to_numpy()
    asked, true = row[sought["report_id"]].to_numpy(), men.get_indexer(sought["true_id"])
    borough = homes.set_index("true_id")["borough"].reindex(men)
    told = [_learnt(seen, man, crime, len(men)) for seen in _seen(crimes, rates, said, strength)]
    lives = _lives(borough, np.bincount(man, minlength=len(men)), rates)
    place = np.empty(len(asked), np.int64)
    for at in range(0, len(asked), ROWS):
        rows = asked[at : at + ROWS]
        score = lives(crimes["borough"].iloc[rows])
        for predicted, value in told:
            knows = value[rows] >= 0
            score[knows] += predicted[:, value[rows[knows]]].T
        own = score[np.arange(len(rows)), true[at : at + ROWS]]
        place[at : at + ROWS] = (score > own[:, None]).sum(axis=1) + 1
    return float((place <= FIRST).mean())


def _learnt(seen: Seen, man: Array, crime: Array, men: int) -> tuple[Array, Array]:
    """Of each man, the log chance of each value in his next crime, given those of his solved ones."""
    value = seen.value[crime]
    count = np.zeros((men, len(seen.likelihood)))
    np.add.at(count, (man[value >= 0], value[value >= 0]), 1)
    log = count @ np.log(seen.likelihood)
    cells = np.exp(log - log.max(axis=1, keepdims=True))
    return np.log(cells / cells.sum(axis=1, keepdims=True) @ seen.likelihood.T), seen.value


def _lives(borough: pd.Series, crimes: Array, rates: Rates) -> Any:
    """For boroughs of crimes: the log chance that each man is the one who lives as near, by how many he has."""
    same, beside, anywhere = rates["offenders"]["lives_near"]
    near = neighbours()
    weight = crimes.astype(float)

    def of(where: str) -> Array:
        here, next_door = (borough == where).to_numpy(), borough.isin(near.get(where, ())).to_numpy()
        shares = ((here, same), (next_door, beside), (np.ones(len(weight), bool), anywhere))
        return sum(share * weight * who / max((weight * who).sum(), 1) for who, share in shares)

    known = {where: np.log(of(where)) for where in near}
    return lambda boroughs: np.array([known.get(where, np.log(weight)) for where in boroughs])


def _seen(crimes: pd.DataFrame, rates: Rates, said: dict[str, Any], strength: float) -> Iterator[Seen]:
    """Every choice of the crimes that follows a man's way."""
    kinds = [
        next((kind for kind in rates.kinds if any(code == each[0] for each in kind.codes)), None)
        for code in crimes["code"]
    ]
    tables = [None if kind is None else said["method"].get(kind.name) or said["method"][kind.group] for kind in kinds]
    yield _sentences(crimes, tables, strength)
    for name, column in (("weapon", "weapon"), ("words", "words_spoken")):
        yield _given(crimes[column], tables, name, strength)
        yield _listed(crimes[column], [table and table.get(name, ()) for table in tables], strength)
    for code in sorted({code for table in tables if table for code in table["codes"]}):
        shares = [table and table["codes"].get(code) for table in tables]
        has = [code in (codes if codes is not None else ()) for codes in crimes["mo_codes"]]
        yield _happens(has, shares, strength)
    yield _kind_of_place(crimes["location_type"], kinds, rates, strength)
    yield _hour(crimes["begins"], strength)
    yield _haunt(crimes, strength)


def _cells() -> Array:
    return (np.arange(GRID) + 0.5) / GRID


def _chosen(lists: list[int], places: list[tuple[int, int] | None], strength: float) -> Seen:
    """A place in a list whose items are drawn evenly. `places`: length of the list and place, of each crime."""
    values = [(length, at) for length in sorted(set(lists)) for at in range(length)]
    number = {value: position for position, value in enumerate(values)}
    own = np.array([(_cells() * length).astype(int) == at for length, at in values])
    fresh = np.array([1 / length for length, _ in values])[:, None]
    value = np.array([-1 if place is None else number[place] for place in places])
    return Seen(strength * own + (1 - strength) * fresh, value)


def _sentences(crimes: pd.DataFrame, tables: list[Any], strength: float) -> Seen:
    """Which sentence of which list."""
    found: dict[int, dict[str, tuple[int, int]]] = {}
    places = []
    for text, table in zip(crimes["mo_text"], tables, strict=True):
        if table is None or not isinstance(text, str):
            places.append(None)
            continue
        if id(table) not in found:
            found[id(table)] = _variants(table)
        places.append(found[id(table)].get(re.sub(r" Reported by .*$", "", text)))
    return _chosen([place[0] for place in places if place], places, strength)


def _variants(table: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Each sentence of a table's lists, in every pronoun, with the length of its list and its place there."""
    names = ("text", "women", "home", "kin", "couple", "stranger", "acquaintance", "online")
    found = {}
    for name in names:
        for at, item in enumerate(table.get(name, ())):
            text = item if isinstance(item, str) else item[0]
            for his, hers in product(OFFENDER.values(), VICTIM.values()):
                found[text.format(**his, **hers)] = (len(table[name]), at)
    return found


def _listed(column: pd.Series, lists: list[Any], strength: float) -> Seen:
    """Which item of the list that the crime's kind has."""
    places = [
        (len(items), list(items).index(said)) if items and isinstance(said, str) and said in items else None
        for said, items in zip(column, lists, strict=True)
    ]
    return _chosen([place[0] for place in places if place] or [1], places, strength)


def _given(column: pd.Series, tables: list[Any], name: str, strength: float) -> Seen:
    """Whether the column is filled, where the crime's kind has a list for it."""
    shares = [table[f"{name}_given"] if table and name in table else None for table in tables]
    return _happens([isinstance(said, str) and said != "" for said in column], shares, strength)


def _happens(happened: list[bool], shares: list[float | None], strength: float) -> Seen:
    """Whether a thing happened that happens with a share which depends on the kind."""
    known = sorted({share for share in shares if share is not None})
    values = [(share, it) for share in known for it in (False, True)] or [(0.5, True)]
    own = np.array([(_cells() < share) == it for share, it in values])
    fresh = np.array([share if it else 1 - share for share, it in values])[:, None]
    number = {value: position for position, value in enumerate(values)}
    value = [-1 if share is None else number[share, it] for share, it in zip(shares, happened, strict=True)]
    return Seen(np.maximum(strength * own + (1 - strength) * fresh, 1e-9), np.array(value))


def _kind_of_place(column: pd.Series, kinds: list[Kind | None], rates: Rates, strength: float) -> Seen:
    """The kind of place, by the shares of the crime's kind. That strangers are moved to the street is left aside."""
    mixes = {kind.place: rates["place"][kind.place] for kind in kinds if kind}
    values = [(name, place) for name, mix in mixes.items() for place in mix]
    own, fresh = [], []
    for name, place in values:
        shares = np.array(list(mixes[name].values()))
        at = list(mixes[name]).index(place)
        edges = np.cumsum(shares) / shares.sum()
        own.append(np.minimum(np.searchsorted(edges, _cells(), side="right"), len(edges) - 1) == at)
        fresh.append([shares[at] / shares.sum()])
    number = {value: position for position, value in enumerate(values)}
    value = [number.get((kind.place, place), -1) if kind else -1 for place, kind in zip(column, kinds, strict=True)]
    return Seen(strength * np.array(own) + (1 - strength) * np.array(fresh), np.array(value))


def _hour(begins: pd.Series, strength: float) -> Seen:
    """The time of day in quarters of an hour, as evenings and nights are drawn; the grid is his own usual hour."""
    from scipy.stats import norm

    own = norm.ppf(_cells())
    edges = (np.arange(97) / 4 - 21.5) / 5
    likelihood = np.zeros((96, GRID))
    fresh = np.zeros((96, 1))
    for turn in (-2, -1, 0, 1, 2):  # the day is round
        low, high = edges[:-1, None] + turn * 4.8, edges[1:, None] + turn * 4.8
        likelihood += norm.cdf((high - own) / NOISE) - norm.cdf((low - own) / NOISE)
        fresh += norm.cdf(high) - norm.cdf(low)
    value = np.where(begins.isna(), -1, begins.fillna(0).to_numpy() % 1440 // 15).astype(int)
    return Seen(np.maximum(strength * likelihood + (1 - strength) * fresh, 1e-9), value)


def _haunt(crimes: pd.DataFrame, strength: float) -> Seen:
    """The small area, out of doors: each is drawn by its place among those of the borough."""
    land = places.load()
    order = np.argsort(land.area_borough, kind="stable")
    first = np.searchsorted(land.area_borough[order], np.arange(len(land.boroughs) + 1))
    size = np.diff(first)
    out = crimes["location_type"].isin(("street", "public_building", "transport")).to_numpy()
    number = {name: position for position, name in enumerate(land.boroughs)}
    values: dict[tuple[int, int], int] = {}
    value = np.full(len(crimes), -1)
    for at in np.flatnonzero(out & crimes["easting"].notna().to_numpy()):
        borough = number.get(crimes["borough"].iat[at])
        if borough is None:
            continue
        within = order[first[borough] : first[borough + 1]]
        far = np.hypot(
            land.area_easting[within] - crimes["easting"].iat[at],
            land.area_northing[within] - crimes["northing"].iat[at],
        )
        nearest = int(np.argmin(far / land.area_radius[within]))
        value[at] = values.setdefault((borough, nearest), len(values))
    own, fresh = [], []
    for borough, nearest in values:
        drawn = (_cells() ** 1.8 * size[borough]).astype(int) == nearest
        own.append(drawn)
        fresh.append([(((nearest + 1) / size[borough]) ** (1 / 1.8)) - ((nearest / size[borough]) ** (1 / 1.8))])
    if not values:
        return Seen(np.ones((1, GRID)), value)
    return Seen(np.maximum(strength * np.array(own) + (1 - strength) * np.array(fresh), 1e-9), value)
