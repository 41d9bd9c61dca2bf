"""A month's crimes: how many of each kind, by whom, against whom, when and where.

Volumes come first (kind x borough x month), then the offender is drawn in proportion to his latent rate among those
who could have done it, so that a calibrated total and a heavy tail hold together.
"""

from dataclasses import dataclass, fields

import numpy as np

from v100.city import places, times
from v100.city.calendar import age, born_by
from v100.city.habits import Habits
from v100.city.neighbours import neighbours
from v100.city.offenders import GRAVEST, State
from v100.city.rates import EX, FAMILY, INTIMATE, PARTNER, RELATIONS, STRANGER, VICTIMS, Rates
from v100.city.streams import Array, Streams, chance, choose
from v100.city.victims import Circle, Circles
from v100.city.volumes import Volumes

PLACES = ("home", "other_private", "street", "public_building", "transport", "online")
NOBODY = VICTIMS.index("nobody")
TRIES = 8


@dataclass
class Crimes:
    """One row for each crime: kind and persons by position, days and minutes as whole numbers."""

    kind: Array
    borough: Array
    recorded: Array
    relation: Array
    offender: Array
    victim: Array
    begin: Array
    end: Array
    place: Array
    easting: Array
    northing: Array

    def __len__(self) -> int:
        return len(self.kind)

    def take(self, rows: Array) -> "Crimes":
        return Crimes(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def join(self, other: "Crimes") -> "Crimes":
        return Crimes(
            **{
                field.name: np.concatenate([getattr(self, field.name), getattr(other, field.name)])
                for field in fields(self)
            }
        )


def month(
    rates: Rates, volumes: Volumes, state: State, circles: Circles, streams: Streams, span: tuple[int, int]
) -> Crimes:
    """The crimes recorded from the first to the last day of `span`."""
    kind, borough = volumes.draw(streams.of("volumes", span[0]), span)
    random = streams.of("crimes", span[0])
    size = len(kind)
    recorded = random.integers(span[0], span[1] + 1, size)
    circle = Circle(circles, span[0])
    victim_kind, relation = _who_is_hurt(rates, kind, random)
    crimes = Crimes(
        kind=kind,
        borough=borough,
        recorded=recorded,
        relation=relation,
        **{name: np.full(size, -1) for name in ("offender", "victim", "begin", "end", "place", "easting", "northing")},
    )
    todo = np.arange(size)
    pools = _Pools(rates, state, circle, span[0])
    for _ in range(TRIES):
        good = _attempt(rates, state, circle, pools, random, crimes, todo, victim_kind)
        todo = todo[~good]
        if not len(todo):
            break
    done = np.setdiff1d(np.arange(size), todo, assume_unique=True)
    crimes = _kill(rates, state, crimes.take(done))
    _places(rates, state, streams.of("places", span[0]), crimes)
    return crimes


def _who_is_hurt(rates: Rates, kind: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """Kind of victim and relation for each crime; sexes that the kind has no code for are not drawn."""
    victim = np.full(len(kind), NOBODY)
    relation = np.full(len(kind), RELATIONS.index("none"))
    for number in np.unique(kind):
        what = rates.kinds[number]
        rows = np.flatnonzero(kind == number)
        mix = rates["victims"][what.victims]
        sexes = {sex for _, sex, _, _ in what.codes}
        shares = np.array(
            [
                mix.get(name, 0.0) * (not sexes or "" in sexes or ("F" if place < 3 else "M") in sexes)
                for place, name in enumerate(VICTIMS[:6])
            ]
        )
        if shares.sum() == 0:
            continue
        victim[rows] = choose(random, shares, len(rows))
        for column, which in (("woman", (0,)), ("man", (3,)), ("child", (1, 2, 4, 5))):
            some = rows[np.isin(victim[rows], which)]
            table = rates["relation"][what.relation][column]
            drawn = choose(random, np.array(list(table.values())), len(some))
            relation[some] = np.array([RELATIONS.index(name) for name in table])[drawn]
    return victim, relation


def _attempt(
    rates: Rates,
    state: State,
    circle: Circle,
    pools: "_Pools",
    random: np.random.Generator,
    crimes: Crimes,
    rows: Array,
    victim_kind: Array,
) -> Array:
    """Draw offender, victim and time for these rows; True where all fit together (and then written)."""
    kind, relation = crimes.kind[rows], crimes.relation[rows]
    offender = pools.draw(random, kind, relation, crimes.borough[rows], victim_kind[rows])
    found = offender >= 0
    safe = np.maximum(offender, 0)
    victim = circle.victims(rates, random, kind, relation, safe, crimes.borough[rows], victim_kind[rows])
    hurt = victim_kind[rows] != NOBODY
    begin, end = times.of_crimes(rates, state.people, random, kind, crimes.recorded[rows], safe, victim)
    first, last = begin // 1440, end // 1440
    born = state.people.born
    good = found & state.free(safe, first, last) & (age(born[safe], first) >= 10)
    seen = np.maximum(victim, 0)
    good &= ~hurt | ((victim >= 0) & (victim != offender) & state.free(seen, first, last) & (born[seen] < first))
    good &= times.fits_a_code(rates, state.people, kind, first, victim)
    good &= state.dead_on[safe] > crimes.recorded[rows]
    good &= ~pools.ordered[kind] | (state.order_from[safe] <= first)
    kept = rows[good]
    crimes.offender[kept], crimes.victim[kept] = offender[good], np.where(hurt, victim, -1)[good]
    crimes.begin[kept], crimes.end[kept] = begin[good], end[good]
    return good


class _Pools:
    """Offenders who could have done it, by what it takes (group, sex, someone to hurt), summed up by rate."""

    def __init__(self, rates: Rates, state: State, circle: Circle, on: int) -> None:
        self.rates, self.state, self.circle, self.on = rates, state, circle, on
        self.sums: dict[tuple[str, int, int, int], Array] = {}
        self.ability: dict[tuple[int, int], Array] = {}
        self.near = rates["offenders"]["lives_near"]
        self.beside = _beside(state)
        self.ordered = np.array([what.group == "order" for what in rates.kinds])

    def draw(
        self, random: np.random.Generator, kind: Array, relation: Array, borough: Array, victim_kind: Array
    ) -> Array:
        """An offender for each crime; -1 when nobody could have."""
        groups = sorted(self.state.drawn_to)
        group = np.array([groups.index(what.group) for what in self.rates.kinds])[kind]
        close = np.isin(relation, INTIMATE)
        for public in ("street", "public", "damage"):
            group = np.where(close & (group == groups.index(public)), groups.index("home"), group)
        need = np.where(close, relation, -1)
        need = np.where(self.ordered[kind], 100 + kind, need)
        other = np.where(relation == FAMILY, victim_kind, np.where(victim_kind < 3, 1, 2))
        other = np.where(close, other, -1)
        chosen = np.full(len(kind), -1)
        level = np.array([min(what.level, GRAVEST) for what in self.rates.kinds])[kind]
        key = ((group * (GRAVEST + 1) + level) * 1000 + need + 1) * 10 + other + 1
        for value in np.unique(key):
            rows = np.flatnonzero(key == value)
            first = rows[0]
            sums = self._sums(groups[group[first]], int(level[first]), int(need[first]), int(other[first]))
            chosen[rows] = self._pick(random, sums, borough[rows], bool(close[first]))
        return chosen

    def _sums(self, group: str, level: int, need: int, other: int) -> Array:
        if (group, level, need, other) not in self.sums:
            if (need, other) not in self.ability:
                self.ability[need, other] = self._able(need, other)
            weight = self.state.pull(self.rates, group, level) * self.ability[need, other]
            self.sums[group, level, need, other] = np.r_[0.0, np.cumsum(weight)]
        return self.sums[group, level, need, other]

    def _able(self, need: int, other: int) -> Array:
        """Who has the partner, ex-partner, relative or order that it takes."""
        state, who = self.state, self.state.offenders
        if need >= 100:
            ordered: Array = state.order_kind[who] == need - 100
            return ordered & (state.order_from[who] <= self.on) & (state.order_until[who] > self.on + 31)
        if need in (PARTNER, EX):
            sex = 0 if other == 1 else 1
            other_half = self.circle.partner(who) if need == PARTNER else self.circle.ex(who)
            has: Array = other_half >= 0
            grown: Array = state.people.born[who] <= born_by(self.on, 16)
            return np.asarray(has & grown & (state.people.sex[who] == sex))
        if need == FAMILY:
            return self.circle.has_kin(who, other)
        return np.ones(len(who), bool)

    def _next_door(self, random: np.random.Generator, borough: Array) -> Array:
        """A neighbour of each borough, of those that have offenders."""
        near, first = self.beside
        count = (first[1:] - first[:-1])[borough]
        chosen: Array = near[first[borough] + (random.random(len(borough)) * count).astype(int)]
        return chosen

    def _pick(self, random: np.random.Generator, sums: Array, borough: Array, close: bool) -> Array:
        """By rate, from the borough's own offenders or (some) from a neighbour's or anywhere."""
        size = len(borough)
        reach = choose(random, np.array([1.0, 0.0, 0.0] if close else self.near), size)
        borough = np.where(reach == 1, self._next_door(random, borough), borough)
        low = np.where(reach < 2, sums[self.state.starts[borough]], 0.0)
        high = np.where(reach < 2, sums[self.state.starts[borough + 1]], sums[-1])
        at = np.searchsorted(sums, low + random.random(size) * (high - low), side="right") - 1
        picked = self.state.offenders[np.clip(at, 0, len(self.state.offenders) - 1)]
        return np.where(high > low, picked, -1)


def _beside(state: State) -> tuple[Array, Array]:
    """Neighbours that have offenders (else the borough itself), borough after borough, and where each one's begin."""
    land = state.people.land
    has = np.diff(state.starts) > 0
    near = [[b for name in neighbours()[borough] if has[b := land.number(name)]] for borough in land.boroughs]
    near = [numbers or [own] for own, numbers in enumerate(near)]
    return np.concatenate([np.array(numbers) for numbers in near]), np.r_[0, np.cumsum([len(n) for n in near])]


def _kill(rates: Rates, state: State, crimes: Crimes) -> Crimes:
    """Victims of homicide die; a killing of somebody who is seen again afterwards is left out."""
    deadly = np.isin(crimes.kind, [kind.number for kind in rates.kinds if kind.name in ("murder", "manslaughter")])
    last = np.maximum(state.last_seen, state.last_event)
    for person in (crimes.offender, np.maximum(crimes.victim, 0)):
        np.maximum.at(last, person[~deadly], crimes.end[~deadly] // 1440)
    day = crimes.end // 1440
    seen_again = deadly & (last[crimes.victim] >= day)
    twice = np.zeros(len(crimes), bool)
    twice[np.flatnonzero(deadly)] = np.isin(crimes.victim[deadly], crimes.offender[deadly])
    keep = ~(seen_again | twice)
    dead = deadly & keep
    np.minimum.at(state.dead_on, crimes.victim[dead], day[dead])
    return crimes.take(np.flatnonzero(keep))


def _places(rates: Rates, state: State, random: np.random.Generator, crimes: Crimes) -> None:
    """Kind of place and its point: her home, his, or somewhere in the borough. In place.

    A home in another borough is not where it was recorded: it happened at somebody else's, here.
    """
    size, people = len(crimes), state.people
    habits = Habits(rates["knob"]["signature"])
    for name in sorted({what.place for what in rates.kinds}):
        rows = np.flatnonzero(np.array([what.place == name for what in rates.kinds])[crimes.kind])
        mix = rates["place"][name]
        crimes.place[rows] = np.array([PLACES.index(place) for place in mix])[
            habits.choose(random, crimes.offender[rows], f"place {name}", list(mix.values()))
        ]
    burglary = np.array([what.name == "burglary_home" for what in rates.kinds])[crimes.kind]
    strange = (crimes.relation == STRANGER) & (crimes.place <= 1) & ~burglary
    street = strange & ~chance(random, rates["place"]["stranger_at_home"], size)
    crimes.place[street] = PLACES.index("street")
    day = crimes.begin // 1440
    apart = ~np.isin(crimes.relation, (PARTNER, FAMILY))
    his = (
        (crimes.victim < 0)
        | (apart & (crimes.place == 1))
        | (apart & chance(random, rates["place"]["his_home"], size) & ~burglary)
    )
    whose = np.where(his & (crimes.relation != STRANGER), crimes.offender, crimes.victim)
    whose = np.where(whose < 0, crimes.offender, whose)
    home = people.home_on(whose, day)
    indoors = np.isin(crimes.place, (PLACES.index("home"), PLACES.index("other_private"), PLACES.index("online")))
    elsewhere = indoors & (people.homes.borough[home] != crimes.borough)
    crimes.place[elsewhere & (crimes.place == PLACES.index("home"))] = PLACES.index("other_private")
    crimes.easting, crimes.northing = people.homes.easting[home].copy(), people.homes.northing[home].copy()
    out = np.flatnonzero(~indoors | elsewhere)
    where = habits.draw(random, crimes.offender[out], "haunt")
    crimes.easting[out], crimes.northing[out] = places.anywhere(random, people.land, crimes.borough[out], where)
