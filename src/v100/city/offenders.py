"""Who offends, how much, at what: latent rates with a heavy tail, and a type that draws to some kinds of crime."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from v100.city.calendar import NEVER, YEAR, age
from v100.city.custody import Custody
from v100.city.people import People
from v100.city.rates import Rates
from v100.city.streams import Array, Streams, by_age, chance, choose, spread_days

ESCALATING = ("abuser", "stalker", "sexual", "exhibitionist", "versatile")
"""Types of whom some go on to worse."""
GRAVE, GRAVEST = 2, 3
"""Harm levels from which an offence is one that offenders escalate to, and one that maims or worse."""


@dataclass
class State:
    """What the months hand on: custody, deaths, orders, police numbers, the last day each person was seen."""

    people: People
    offenders: Array
    starts: Array
    types: Array
    type_names: Array
    latent: Array
    drawn_to: dict[str, Array]
    escalates: Array
    maims: Array
    again: Array
    knows: Array
    crimes: Array
    listed: Array
    custody: Custody
    dead_on: Array
    last_seen: Array
    last_event: Array
    order_kind: Array
    order_from: Array
    order_until: Array
    order_for: Array
    known_since: Array
    reports: int = 0
    mentions: int = 0
    events: int = 0

    def pull(self, rates: Rates, group: str, level: int) -> Array:
        """What draws each offender to offences of a group at a harm level.

        Some are drawn to grave ones the more, the more they did; a few rare ones to the gravest from the first.
        """
        drawn = self.drawn_to[group]
        if level >= GRAVE:
            drawn = drawn * (1 + rates["offenders"]["escalation"] * self.crimes * self.escalates)
        return drawn * self.maims if level >= GRAVEST else drawn

    def free(self, person: Array, first: Array, last: Array) -> Array:
        """Alive and at large on every day from `first` to `last`."""
        return ~self.custody.inside(person, first, last) & (self.dead_on[person] > last)


def build(rates: Rates, scale: dict[str, Any], people: People, streams: Streams, first: int) -> State:
    """Offenders sorted by borough, with what draws them; nobody inside or dead; some orders from before."""
    random, rate, size = streams.of("offenders"), rates["offenders"], len(people)
    years = age(people.born, first)
    keen = by_age(rate["age_peak"], years) * (years >= 10)
    count = int((years >= 10).sum() * float(scale["offenders"]))
    mark = random.exponential(size=size) / np.maximum(keen, 1e-9)
    chosen = np.argsort(mark, kind="stable")[:count]
    chosen = chosen[np.argsort(people.borough[chosen], kind="stable")]
    names = list(rate["type"])
    types = choose(random, _by_type(rate["type"], "share", 0.0), count)
    latent = np.exp(random.normal(0, rate["spread"], count))
    latent *= np.where(chance(random, rate["prolific"], count), rate["prolific_times"], 1.0)
    latent = np.minimum(latent, rate["most"])
    woman = (1 - rate["male"]) / rate["male"] * _by_type(rate["type"], "female", 0.0)
    latent *= np.where(people.sex[chosen] == 1, woman[types], 1.0)
    _rare_men(rates, size, streams.of("rare men"), (people.sex[chosen] == 0) & (years[chosen] >= 18), types, latent)
    state = State(
        people=people,
        offenders=chosen,
        starts=np.searchsorted(people.borough[chosen], np.arange(len(people.land.boroughs) + 1)),
        types=types,
        type_names=np.array(names, dtype=object),
        latent=latent,
        drawn_to=_drawn_to(rates, types, latent, people.sex[chosen] == 1),
        escalates=np.isin(types, [names.index(name) for name in ESCALATING]) & chance(random, rate["escalates"], count),
        maims=_by_type(rate["type"], "maims", 1.0)[types],
        again=_by_type(rate["type"], "again", rate["sees_them_again"])[types],
        knows=_by_type(rate["type"], "knows", rate["knows"])[types],
        crimes=np.zeros(count, np.int32),
        listed=np.empty(0, np.int64),
        custody=Custody(size),
        dead_on=np.full(size, NEVER, np.int32),
        last_seen=np.full(size, -NEVER, np.int32),
        last_event=np.full(size, -NEVER, np.int32),
        order_kind=np.full(size, -1, np.int32),
        order_from=np.full(size, NEVER, np.int32),
        order_until=np.full(size, -NEVER, np.int32),
        order_for=np.full(size, -1, np.int32),
        known_since=np.full(size, NEVER, np.int32),
    )
    _earlier_lives(rates, state, streams.of("earlier lives"), first)
    return state


def _by_type(types: dict[str, dict[str, float]], name: str, otherwise: float) -> Array:
    return np.array([of.get(name, otherwise) for of in types.values()])


def _rare_men(
    rates: Rates, residents: int, random: np.random.Generator, grown: Array, types: Array, latent: Array
) -> None:
    """Men of the types that are counted, not drawn, so that no seed has many more of them than another. In place."""
    rate = rates["offenders"]
    part = residents / rates["scale"]["london"]["residents"]
    men = [(number, round(of["men"] * part)) for number, of in enumerate(rate["type"].values()) if "men" in of]
    number = np.repeat([number for number, _ in men], [count for _, count in men])
    who = random.choice(np.flatnonzero(grown), len(number), replace=False)
    types[who] = number
    latent[who] = np.exp(random.normal(0, rate["rare_spread"], len(who)))


def _drawn_to(rates: Rates, types: Array, latent: Array, woman: Array) -> dict[str, Array]:
    """For each group of offences what an offender's latent rate amounts to there, by his type."""
    rate = rates["offenders"]
    drawn = {}
    for group in sorted({kind.group for kind in rates.kinds}):
        pull = np.array([by.get(group, by["else"]) for by in rate["type"].values()])[types]
        drawn[group] = latent * pull * np.where(woman, rate["women"].get(group, 1.0), 1.0)
    return drawn


def order_kinds(rates: Rates) -> Array:
    """Numbers of the kinds of crime that breach an order."""
    return np.array([kind.number for kind in rates.kinds if kind.group == "order"])


def _earlier_lives(rates: Rates, state: State, random: np.random.Generator, first: int) -> None:
    """Who had an order, and who had a police record, before the first month."""
    people, who, rate = state.people, state.offenders, rates["justice"]
    names = list(rates["offenders"]["type"])
    near = np.isin(state.types, [names.index(name) for name in ("abuser", "stalker")])
    protects = np.where(people.ex[who, 0] >= 0, people.ex[who, 0], -1)
    adult = age(people.born[who], first) >= 18
    share = np.minimum(0.9, rate["old_orders"] * state.latent)  # a man of many offences is likelier to be under one
    given = near & adult & (protects >= 0) & chance(random, share, len(who))
    kinds = order_kinds(rates)[:5]
    state.order_kind[who[given]] = kinds[choose(random, np.array(rate["old_order_kinds"]), given.sum())]
    state.order_from[who[given]] = first - 1 - random.integers(0, 200, given.sum())
    state.order_until[who[given]] = first + 60 + spread_days(random, rate["order_days"], given.sum())
    state.order_for[who[given]] = protects[given]
    sexual = np.isin(state.types, [names.index(name) for name in ("sexual", "child_sexual", "exhibitionist")])
    listed = sexual & adult & chance(random, rate["old_sexual_orders"], len(who))
    state.order_kind[who[listed]] = order_kinds(rates)[5]
    state.order_from[who[listed]] = first - 1 - random.integers(0, 1500, listed.sum())
    state.order_until[who[listed]] = first + 1825
    share = np.minimum(rate["known_most"], rate["known_before"] + rate["known_by_rate"] * state.latent)
    had = chance(random, share, len(who)) & (age(people.born[who], first) >= 12)
    longest = np.maximum(1, (age(people.born[who], first) - 11) * 0.7)
    since = first - 1 - (random.random(len(who)) * np.minimum(longest, 20) * YEAR).astype(int)
    state.known_since[who[had]] = since[had]
