"""The people: sex, birth, origin and name by borough's census, households, partners, parents, moves, telephones."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from v100.city import families, names, places
from v100.city.calendar import NEVER, YEAR, age
from v100.city.names import NameBook
from v100.city.places import Homes, Map
from v100.city.rates import Rates
from v100.city.shipped import rows
from v100.city.streams import Array, Streams, chance, choose, rows_by_value


@dataclass
class People:
    """Residents by position. -1 is nobody, none; days are whole numbers, NEVER when it does not happen."""

    book: NameBook
    land: Map
    homes: Homes
    groups: list[str]
    parents: list[str]
    sex: Array
    born: Array
    borough: Array
    ethnic: Array
    origin: Array
    forename: Array
    middle: Array
    surname: Array
    second_surname: Array
    former_surname: Array
    home: Array
    next_home: Array
    moves_on: Array
    partner: Array
    parts_on: Array
    ex: Array
    mother: Array
    father: Array
    alias_forename: Array
    alias_surname: Array
    has_phone: Array
    new_phone: Array
    has_email: Array
    has_vehicle: Array

    def __len__(self) -> int:
        return len(self.sex)

    def home_on(self, person: Array, on: Array) -> Array:
        """Household of each person on a day."""
        return np.where(self.moves_on[person] <= on, self.next_home[person], self.home[person])

    def surname_text(self, person: Array) -> Array:
        """True surname, both halves of a double-barrelled one."""
        first, second = self.book.surnames[self.surname[person]], self.second_surname[person]
        return np.where(second >= 0, first + "-" + self.book.surnames[np.maximum(second, 0)], first)


def build(rates: Rates, scale: dict[str, Any], streams: Streams, first: int, last: int) -> People:
    """Residents of the scale's boroughs for a simulation from day `first` to day `last`."""
    rate, book, land = rates["people"], names.load(), places.load()
    random = streams.of("people")
    borough, sex, born = _ages(random, land, scale, first)
    groups, parents, ethnic = _ethnic(random, land, borough)
    forename_origin, surname_origin = _origin(random, book, groups, ethnic)
    year = (born / YEAR + 1970).astype(int)
    forename, surname = book.draw(random, forename_origin, surname_origin, sex, year)
    size = len(sex)
    years = age(born, first)
    ties = families.build(streams.of("families"), rate, borough, sex, years, ethnic)
    families.share_names(streams.of("family names"), rate, ties, sex, born, forename, surname)
    moves = streams.of("moves")
    span = (last - first) / YEAR + 3
    moves_on = np.where(
        chance(moves, min(0.9, rate["moves_a_year"] * span), size),
        moves.integers(first - 1095, last + 1, size, np.int32),
        np.int32(NEVER),
    )
    homes, home, next_home = _homes(streams, land, ties, borough, moves_on)
    extra = streams.of("contacts")

    def more_names(what: str) -> tuple[Array, Array]:
        """A forename and a surname for some: -1, -1 for the rest."""
        random = streams.of(what)
        who = np.flatnonzero(chance(random, rate[what], size))
        found = np.full((2, size), -1, np.int32)
        found[:, who] = book.draw(random, forename_origin[who], surname_origin[who], sex[who], year[who])
        return found[0], found[1]

    alias_forename, alias_surname = more_names("alias")
    keeps_forename = (alias_surname >= 0) & chance(extra, 0.6, size)
    together = ties.household[np.maximum(ties.partner, 0)] == ties.household
    married = (sex == 1) & (ties.partner >= 0) & together & (years >= 22)
    takes = married & chance(extra, rate["takes_surname"], size)
    former = np.where(takes, surname, -1)
    surname = np.where(takes, surname[np.maximum(ties.partner, 0)], surname)
    return People(
        book=book,
        land=land,
        homes=homes,
        groups=groups,
        parents=parents,
        sex=sex,
        born=born,
        borough=borough,
        ethnic=ethnic,
        origin=surname_origin,
        forename=forename,
        middle=more_names("middle_name")[0],
        surname=surname,
        second_surname=more_names("second_surname")[1],
        former_surname=former,
        home=home,
        next_home=next_home,
        moves_on=moves_on,
        partner=ties.partner,
        parts_on=_parting(streams.of("parting"), rate, ties.partner, first, last),
        ex=ties.ex,
        mother=ties.mother,
        father=ties.father,
        alias_forename=np.where(keeps_forename, forename, alias_forename),
        alias_surname=alias_surname,
        has_phone=chance(extra, rate["phone"], size) & (years >= 10),
        new_phone=chance(extra, rate["phone_changes"], size),
        has_email=chance(extra, rate["email"], size) & (years >= 13),
        has_vehicle=chance(extra, rate["vehicle"], size) & (years >= 18),
    )


def _ages(random: np.random.Generator, land: Map, scale: dict[str, Any], first: int) -> tuple[Array, Array, Array]:
    """Borough, sex and birth of `residents` people, in proportion to the boroughs' people by sex and single year."""
    wanted = {land.number(name) for name in scale["boroughs"]}
    cells, weights = [], []
    for row in rows("population", "borough_age_sex.csv"):
        number = land.number(row["borough"])
        if number in wanted:
            cells.append((number, int(row["sex"] == "female"), int(row["age"])))
            weights.append(float(row["population"]))
    drawn = np.array(cells, np.int16)[choose(random, np.array(weights), scale["residents"])]
    years = drawn[:, 2] + np.where(drawn[:, 2] >= 90, random.integers(0, 10, len(drawn)), 0)
    born = first - 1 - np.floor((years + random.random(len(drawn))) * YEAR).astype(np.int32)
    return drawn[:, 0], drawn[:, 1].astype(np.int8), born


def _ethnic(random: np.random.Generator, land: Map, borough: Array) -> tuple[list[str], list[str], Array]:
    """The census groups, the first word of each one's parent group (white, asian …), and everybody's group."""
    groups: list[str] = []
    parents: list[str] = []
    table: dict[tuple[int, str], float] = {}
    for row in rows("population", "borough_ethnic_group.csv"):
        if row["ethnic_group"] not in groups:
            groups.append(row["ethnic_group"])
            parents.append(row["group_5"].replace(",", " ").split()[0].lower())
        table[land.number(row["borough"]), row["ethnic_group"]] = float(row["population"])
    ethnic = np.empty(len(borough), np.int8)
    for b, of in rows_by_value(borough):
        ethnic[of] = choose(random, np.array([table[b, group] for group in groups]), len(of))
    return groups, parents, ethnic


def _origin(random: np.random.Generator, book: NameBook, groups: list[str], ethnic: Array) -> tuple[Array, Array]:
    """Origin of forename and surname of each person, as positions in the book's list."""
    forename, surname = np.empty(len(ethnic), np.int8), np.empty(len(ethnic), np.int8)
    for number, of in rows_by_value(ethnic):
        pairs, shares = book.origins_of_groups[groups[number]]
        numbers = np.array([[book.origins.index(origin) for origin in pair] for pair in pairs], np.int8)
        forename[of], surname[of] = numbers[choose(random, shares, len(of))].T
    return forename, surname


def _homes(
    streams: Streams, land: Map, ties: families.Ties, borough: Array, moves_on: Array
) -> tuple[Homes, Array, Array]:
    """An address for each household, and another for each person who moves (to a home of his own)."""
    is_head = np.zeros(len(borough), bool)
    is_head[ties.household] = True
    head = np.flatnonzero(is_head)
    position = (np.cumsum(is_head, dtype=np.int32) - 1)[ties.household]
    movers = np.flatnonzero(moves_on < NEVER)
    homes = places.build_homes(streams.of("homes"), land, np.concatenate([borough[head], borough[movers]]))
    next_home = position.copy()
    next_home[movers] = len(head) + np.arange(len(movers))
    return homes, position, next_home


def _parting(random: np.random.Generator, rate: dict[str, float], partner: Array, first: int, last: int) -> Array:
    """The day on which a couple parts, the same for both."""
    size = len(partner)
    share = min(0.9, rate["separates_a_year"] * (last - first) / YEAR)
    day = np.where(chance(random, share, size), random.integers(first, last + 1, size), NEVER)
    return np.where(partner >= 0, day[np.minimum(np.arange(size), np.maximum(partner, 0))], NEVER)
