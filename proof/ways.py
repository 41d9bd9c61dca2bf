"""What the crimes of a simulated city show of each man's own way, and how likely each choice is from whom.

Follows v100.city: habits, narrative, times and crimes, with the shares of data/city/rates.toml and words.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from v100.city import places
from v100.city.habits import NOISE
from v100.city.narrative import OFFENDER, VICTIM, words
from v100.city.rates import Kind, Rates

Array = Any
GRID = 840
"""Cells of what is not known of a man, from 0 to 1; lists of up to eight sentences divide it evenly."""
CELLS = (np.arange(GRID) + 0.5) / GRID
LEAST = 1e-9
OUTDOORS = ("street", "public_building", "transport")
HAUNT = 1.8
"""Power by which some small areas draw more than others (v100.city.places: anywhere)."""


@dataclass(frozen=True)
class Seen:
    """One choice that crimes show: of each kind of value how likely it is from a man whose own draw lies in each cell
    (values by GRID), and which value each crime has (-1: it says nothing)."""

    likelihood: Array
    value: Array


def seen(crimes: pd.DataFrame, kinds: list[Kind | None], rates: Rates, strength: float) -> Iterator[Seen]:
    """Every choice of the crimes that follows a man's way so strongly."""
    said = words()
    tables = [None if kind is None else said["method"].get(kind.name) or said["method"][kind.group] for kind in kinds]
    yield _sentences(crimes, tables, strength)
    for name, column in (("weapon", "weapon"), ("words", "words_spoken")):
        yield _given(crimes[column], tables, name, strength)
        yield _listed(crimes[column], [table and table.get(name, ()) for table in tables], strength)
    for code in sorted({code for table in tables if table for code in table["codes"]}):
        shares = [table and table["codes"].get(code) for table in tables]
        has = [code in (codes if codes is not None else ()) for codes in crimes["mo_codes"]]
        yield _happens(has, shares, strength)
    yield _kind_of_place(crimes, kinds, rates, strength)
    yield _hour(crimes["begins"], kinds, strength)
    yield _haunt(crimes, strength)


def _mixed(own: Array, fresh: Array, strength: float, value: Array) -> Seen:
    return Seen(np.maximum(strength * own + (1 - strength) * fresh, LEAST), value)


def _chosen(lists: list[int], chosen: list[tuple[int, int] | None], strength: float) -> Seen:
    """A place in a list whose items are drawn evenly. `chosen`: length of the list and place, of each crime."""
    values = [(length, at) for length in sorted(set(lists)) for at in range(length)]
    number = {value: position for position, value in enumerate(values)}
    own = np.array([(CELLS * length).astype(int) == at for length, at in values])
    fresh = np.array([1 / length for length, _ in values])[:, None]
    return _mixed(own, fresh, strength, np.array([-1 if place is None else number[place] for place in chosen]))


def _sentences(crimes: pd.DataFrame, tables: list[Any], strength: float) -> Seen:
    """Which sentence of which list."""
    known: dict[int, dict[str, tuple[int, int]]] = {}
    chosen = []
    for text, table in zip(crimes["mo_text"], tables, strict=True):
        if table is None or not isinstance(text, str):
            chosen.append(None)
            continue
        if id(table) not in known:
            known[id(table)] = _variants(table)
        chosen.append(known[id(table)].get(re.sub(r" Reported by .*$", "", text)))
    return _chosen([place[0] for place in chosen if place], chosen, strength)


def _variants(table: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Each sentence of a table's lists, in every pronoun, with the length of its list and its place there."""
    found = {}
    for name in ("text", "women", "home", "kin", "couple", "stranger", "acquaintance", "online"):
        for at, item in enumerate(table.get(name, ())):
            text = item if isinstance(item, str) else item[0]
            for his, hers in product(OFFENDER.values(), VICTIM.values()):
                found[text.format(**his, **hers)] = (len(table[name]), at)
    return found


def _listed(column: pd.Series, lists: list[Any], strength: float) -> Seen:
    """Which item of the list that the crime's kind has."""
    chosen = [
        (len(items), list(items).index(said)) if items and isinstance(said, str) and said in items else None
        for said, items in zip(column, lists, strict=True)
    ]
    return _chosen([place[0] for place in chosen if place] or [1], chosen, strength)


def _given(column: pd.Series, tables: list[Any], name: str, strength: float) -> Seen:
    """Whether the column is filled, where the crime's kind has a list for it."""
    shares = [table[f"{name}_given"] if table and name in table else None for table in tables]
    return _happens([isinstance(said, str) and said != "" for said in column], shares, strength)


def _happens(happened: list[bool], shares: list[float | None], strength: float) -> Seen:
    """Whether a thing happened that happens with a share which depends on the kind."""
    values = [(share, it) for share in sorted({share for share in shares if share is not None}) for it in (False, True)]
    values = values or [(0.5, True)]
    own = np.array([(share > CELLS) == it for share, it in values])
    fresh = np.array([share if it else 1 - share for share, it in values])[:, None]
    number = {value: position for position, value in enumerate(values)}
    of_each = [-1 if share is None else number[share, it] for share, it in zip(shares, happened, strict=True)]
    return _mixed(own, fresh, strength, np.array(of_each))


def _kind_of_place(crimes: pd.DataFrame, kinds: list[Kind | None], rates: Rates, strength: float) -> Seen:
    """The kind of place, by the shares of the crime's kind; what strangers do within walls is mostly moved outside."""
    stays = rates["place"]["stranger_at_home"]
    strange = (crimes["relationship"] == "stranger").to_numpy()
    number: dict[tuple[str, bool, str], int] = {}
    own, fresh, of_each = [], [], []
    for kind, stranger, place in zip(kinds, strange, crimes["location_type"], strict=True):
        mix = rates["place"][kind.place] if kind else {}
        moved = bool(stranger and kind and kind.name != "burglary_home")
        if not kind or place not in mix:
            of_each.append(-1)
            continue
        key = (kind.place, moved, str(place))
        if key not in number:
            number[key] = len(number)
            shares = np.array(list(mix.values())) / sum(mix.values())
            at = np.minimum(np.searchsorted(np.cumsum(shares), CELLS, side="right"), len(shares) - 1)
            to = [_comes_out_as(name, str(place), moved, stays) for name in mix]
            own.append(np.array(to)[at])
            fresh.append([float(shares @ np.array(to))])
        of_each.append(number[key])
    return _mixed(np.array(own), np.array(fresh), strength, np.array(of_each))


def _comes_out_as(drawn: str, place: str, moved: bool, stays: float) -> float:
    """How likely a place that was drawn is the one that is recorded."""
    if not moved or drawn not in ("home", "other_private"):
        return float(drawn == place)
    return stays * (drawn == place) + (1 - stays) * (place == "street")


def _hour(begins: pd.Series, kinds: list[Kind | None], strength: float) -> Seen:
    """The time of day in quarters of an hour; the grid is his own usual hour, by day or by night."""
    own, fresh = zip(_quarters(21.5, 5), _quarters(15, 4), strict=True)
    by_day = np.array([kind is not None and kind.group in ("theft", "stalk", "vehicle") for kind in kinds])
    quarter = begins.fillna(0).to_numpy() % 1440 // 15 + 96 * by_day
    value = np.where(begins.isna(), -1, quarter).astype(int)
    return _mixed(np.concatenate(own), np.concatenate(fresh), strength, value)


def _quarters(around: float, spread: float) -> tuple[Array, Array]:
    """The chance of each quarter of an hour by his usual hour, and from anybody (hours)."""
    edges, usual, day = (np.arange(97) / 4 - around) / spread, norm.ppf(CELLS), 24 / spread
    own, fresh = np.zeros((96, GRID)), np.zeros((96, 1))
    for turn in range(-3, 4):  # the day is round
        low, high = edges[:-1, None] + turn * day, edges[1:, None] + turn * day
        own += norm.cdf((high - usual) / NOISE) - norm.cdf((low - usual) / NOISE)
        fresh += norm.cdf(high) - norm.cdf(low)
    return own, fresh


def _haunt(crimes: pd.DataFrame, strength: float) -> Seen:
    """The small area, out of doors: each is drawn by its place among those of the borough."""
    land = places.load()
    order = np.argsort(land.area_borough, kind="stable")
    first = np.searchsorted(land.area_borough[order], np.arange(len(land.boroughs) + 1))
    size = np.diff(first)
    out = crimes["location_type"].isin(OUTDOORS).to_numpy() & crimes["easting"].notna().to_numpy()
    number = {name: position for position, name in enumerate(land.boroughs)}
    values: dict[tuple[int, int], int] = {}
    value = np.full(len(crimes), -1)
    for at in np.flatnonzero(out):
        borough = number.get(crimes["borough"].iat[at])
        if borough is None:
            continue
        within = order[first[borough] : first[borough + 1]]
        east = land.area_easting[within] - crimes["easting"].iat[at]
        north = land.area_northing[within] - crimes["northing"].iat[at]
        nearest = int(np.argmin(np.hypot(east, north) / land.area_radius[within]))
        value[at] = values.setdefault((borough, nearest), len(values))
    if not values:
        return Seen(np.ones((1, GRID)), value)
    own = np.array([(CELLS**HAUNT * size[borough]).astype(int) == nearest for borough, nearest in values])
    low, high = (np.array([(at + more) / size[borough] for borough, at in values]) for more in (0, 1))
    fresh = (high ** (1 / HAUNT) - low ** (1 / HAUNT))[:, None]
    return _mixed(own, fresh, strength, value)
