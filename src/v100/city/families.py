"""Who lives with whom: couples, parents and children, grown-up children at home, ex-partners."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from v100.city.streams import Array, by_age, chance


@dataclass
class Ties:
    """By position of the person: partner, two ex-partners, mother, father (-1 when none); head of the household."""

    partner: Array
    ex: Array
    mother: Array
    father: Array
    household: Array


def build(
    random: np.random.Generator, rate: dict[str, Any], borough: Array, sex: Array, years: Array, ethnic: Array
) -> Ties:
    """Ties of everyone, within boroughs and mostly within census groups."""
    size = len(sex)
    circle = np.where(chance(random, rate["own_group"], size), ethnic, random.integers(0, 19, size))
    partner, together = _couples(random, rate, borough, circle, sex, years)
    household = np.arange(size)
    wives = np.flatnonzero((sex == 1) & together)
    household[wives] = partner[wives]
    mother = _mothers(random, rate, borough, ethnic, sex, years)
    father = np.where(mother >= 0, partner[np.maximum(mother, 0)], -1)
    at_home = mother >= 0
    household[at_home] = household[mother[at_home]]
    father = np.where(chance(random, rate["stepfather"], size), -1, father)
    return Ties(partner, _exes(random, rate, borough, sex, years, partner), mother, father, household)


def share_names(
    random: np.random.Generator,
    rate: dict[str, Any],
    ties: Ties,
    sex: Array,
    born: Array,
    forename: Array,
    surname: Array,
) -> None:
    """Children bear their father's (else mother's) surname; some sons his forename; some are twins. In place."""
    size = len(sex)
    child = ties.mother >= 0
    from_whom = np.where(ties.father >= 0, ties.father, ties.mother)
    surname[child] = surname[from_whom[child]]
    namesake = (ties.father >= 0) & (sex == 0) & chance(random, rate["father_and_son"], size)
    forename[namesake] = forename[ties.father[namesake]]
    children = np.flatnonzero(child)
    order = children[np.lexsort((born[children], ties.mother[children]))]
    follows = np.flatnonzero(ties.mother[order][1:] == ties.mother[order][:-1])
    twins = follows[chance(random, rate["twin"] * 4, len(follows))]
    born[order[twins + 1]] = born[order[twins]]


def _couples(
    random: np.random.Generator, rate: dict[str, Any], borough: Array, circle: Array, sex: Array, years: Array
) -> tuple[Array, Array]:
    """Men and women of like age are paired within borough and circle; some couples live apart."""
    size = len(sex)
    wants = (years >= 18) & chance(random, by_age(rate["couple"], years), size)
    apart = (years >= 17) & ~wants & chance(random, rate["living_apart"], size)
    noise = random.normal(0, 3, size)
    partner, together = np.full(size, -1), np.zeros(size, bool)
    for looking, share_home in ((wants, True), (apart, False)):
        men = np.flatnonzero(looking & (sex == 0))
        women = np.flatnonzero(looking & (sex == 1))
        a, b = _pair(men, women, borough, circle, years + noise + np.where(sex == 1, 2.0, 0.0))
        partner[a], partner[b] = b, a
        together[a] = together[b] = share_home
    return partner, together


def _pair(men: Array, women: Array, borough: Array, circle: Array, closeness: Array) -> tuple[Array, Array]:
    """The n-th man with the n-th woman of each borough and circle, both in order of age."""
    cell = borough.astype(np.int64) * 100 + circle
    men = men[np.lexsort((closeness[men], cell[men]))]
    women = women[np.lexsort((closeness[women], cell[women]))]
    place_m, place_w = _place(cell[men]), _place(cell[women])
    key_m, key_w = cell[men] * 10_000_000 + place_m, cell[women] * 10_000_000 + place_w
    _, in_m, in_w = np.intersect1d(key_m, key_w, assume_unique=True, return_indices=True)
    a, b = men[in_m], women[in_w]
    near = np.abs(closeness[a] - closeness[b]) < 15
    return a[near], b[near]


def _place(sorted_cells: Array) -> Array:
    """Position of each row within its run of equal values."""
    starts = np.r_[True, sorted_cells[1:] != sorted_cells[:-1]] if len(sorted_cells) else np.zeros(0, bool)
    first = np.maximum.accumulate(np.where(starts, np.arange(len(sorted_cells)), 0))
    return np.arange(len(sorted_cells)) - first


def _mothers(
    random: np.random.Generator, rate: dict[str, Any], borough: Array, ethnic: Array, sex: Array, years: Array
) -> Array:
    """Each child, and some grown-up children, belongs to a woman of the borough and group 17 to 45 years older."""
    size = len(sex)
    at_home = (years < 18) | ((years < 28) & chance(random, rate["grown_at_home"], size))
    children = np.flatnonzero(at_home)
    wanted = years[children] + np.clip(random.normal(29, 5.5, len(children)), 17, 45)
    women = np.flatnonzero((sex == 1) & (years >= 19) & ~at_home)
    cell = borough.astype(np.int64) * 100 + ethnic
    women = women[np.lexsort((years[women], cell[women]))]
    key = cell[women] * 1000 + years[women]
    at = np.searchsorted(key, cell[children] * 1000 + wanted) + random.integers(-2, 3, len(children))
    chosen = women[np.clip(at, 0, len(women) - 1)]
    gap = years[chosen] - years[children]
    fits = (cell[chosen] == cell[children]) & (gap >= 16) & (gap <= 46)
    children, chosen = children[fits], chosen[fits]
    order = np.lexsort((random.random(len(chosen)), chosen))
    few = _place(chosen[order]) < rate["most_children"]
    mother = np.full(size, -1)
    mother[children[order[few]]] = chosen[order[few]]
    return mother


def _exes(
    random: np.random.Generator, rate: dict[str, Any], borough: Array, sex: Array, years: Array, partner: Array
) -> Array:
    """Up to two ex-partners of like age in the borough, mostly of the other sex."""
    size = len(sex)
    ex = np.full((size, 2), -1)
    adults = np.flatnonzero(years >= 18)
    for slot, share in enumerate((rate["ex_partner"], rate["ex_partner"] * 0.3)):
        who = adults[chance(random, share, len(adults))]
        other = np.where(chance(random, rate["same_sex"], len(who)), sex[who], 1 - sex[who])
        key = (borough[adults].astype(np.int64) * 2 + sex[adults]) * 1000 + years[adults]
        order = np.argsort(key, kind="stable")
        target = (borough[who].astype(np.int64) * 2 + other) * 1000 + years[who]
        spread = np.rint(random.normal(0, 60, len(who))).astype(int)
        at = np.clip(np.searchsorted(key[order], target) + spread, 0, len(order) - 1)
        found = adults[order[at]]
        fits = (
            (borough[found] == borough[who])
            & (sex[found] == other)
            & (np.abs(years[found] - years[who]) < 16)
            & (found != who)
            & (found != partner[who])
        )
        ex[who[fits], slot] = found[fits]
    return ex
