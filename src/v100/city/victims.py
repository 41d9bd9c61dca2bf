"""Whom an offender can hurt: his partner, ex-partners, relatives, people he knows, strangers."""

import numpy as np

from v100.city.calendar import NEVER
from v100.city.kinds import KINDS, ByBirth
from v100.city.offenders import State
from v100.city.rates import ACQUAINTANCE, EX, FAMILY, OTHER, PARTNER, PROFESSIONAL, STRANGER, Rates
from v100.city.streams import Array, chance

HOUSEHOLD = 7
"""People of one household that are looked at for relatives."""


class Circles:
    """Everybody's relatives and neighbours, sorted once; whom an offender knows stays the same from day `first` on."""

    def __init__(self, state: State, first: int) -> None:
        self.state = state
        self.slot = np.full(len(state.people), -1, np.int32)
        self.slot[state.offenders] = np.arange(len(state.offenders))
        offender, relative = self._relatives()
        self.kin = ByBirth(state.people, self.slot[offender], relative)
        self.residents = ByBirth(state.people, state.people.borough, np.arange(len(state.people), dtype=np.int32))
        self.known = self.by_borough(first)

    def by_borough(self, on: int) -> tuple[Array, Array]:
        """First position in `residents` and number of each borough's people of each kind on a day."""
        boroughs = np.arange(len(self.state.people.land.boroughs))
        runs = [self.residents.runs(boroughs, np.full(len(boroughs), kind), on) for kind in range(KINDS)]
        low, count = zip(*runs, strict=True)
        return np.stack(low, axis=1), np.stack(count, axis=1)

    def _relatives(self) -> tuple[Array, Array]:
        """Offenders and a relative of theirs: of the household but the partner, a parent, a child."""
        people = self.state.people
        order = np.argsort(people.home, kind="stable").astype(np.int32)
        homes = people.home[order]
        pairs = []
        for step in range(1, HOUSEHOLD):
            same = np.flatnonzero(homes[step:] == homes[:-step])
            pairs += self._of_offenders(order[same], order[same + step])
        for parent in (people.mother, people.father):
            child = np.flatnonzero(parent >= 0).astype(np.int32)
            pairs += self._of_offenders(child, parent[child])
        offender, relative = (np.concatenate(side) for side in zip(*pairs, strict=True))
        pair = np.sort(offender.astype(np.int64) * len(people) + relative)
        pair = pair[np.r_[True, pair[1:] != pair[:-1]]]
        return pair // len(people), (pair % len(people)).astype(np.int32)

    def _of_offenders(self, a: Array, b: Array) -> list[tuple[Array, Array]]:
        apart = self.state.people.partner[a] != b
        first, second = apart & (self.slot[a] >= 0), apart & (self.slot[b] >= 0)
        return [(a[first], b[first]), (b[second], a[second])]


class Circle:
    """An offender's circle as it stands at the start of a month."""

    def __init__(self, circles: Circles, on: int) -> None:
        self.circles, self.state, self.on = circles, circles.state, on
        self.low, self.count = circles.by_borough(on)

    def partner(self, person: Array) -> Array:
        """Partner of each person; -1 when there is none, or no more."""
        people = self.state.people
        partner = people.partner[person]
        gone = (people.parts_on[person] <= self.on) | (self.state.dead_on[np.maximum(partner, 0)] <= self.on)
        return np.where(gone, -1, partner)

    def ex(self, person: Array, earlier: Array | bool = False) -> Array:
        """Last ex-partner of each person, or the one before where there is one; -1 when there is none."""
        people = self.state.people
        parted = people.parts_on[person] <= self.on
        last = np.where(parted, people.partner[person], people.ex[person, 0])
        before = np.where(parted & (people.ex[person, 0] >= 0), people.ex[person, 0], people.ex[person, 1])
        return np.where(earlier & (before >= 0), before, last)

    def has_kin(self, offender: Array, kind: int) -> Array:
        """Which offenders have a relative of that kind."""
        _, count = self.circles.kin.runs(self.circles.slot[offender], np.full(len(offender), kind), self.on)
        return count > 0

    def victims(
        self,
        rates: Rates,
        random: np.random.Generator,
        kind: Array,
        relation: Array,
        offender: Array,
        borough: Array,
        victim_kind: Array,
    ) -> Array:
        """A victim for each crime, by relation; -1 where there is none."""
        size = len(kind)
        victim = np.full(size, -1)
        earlier = chance(random, rates["offenders"]["second_ex"], size)
        ordered = np.array([what.group == "order" for what in rates.kinds])[kind]
        of = relation == PARTNER
        victim[of] = self.partner(offender[of])
        of = relation == EX
        victim[of] = self.ex(offender[of], earlier[of])
        victim[ordered] = self.state.order_for[offender[ordered]]
        of = relation == FAMILY
        victim[of] = self._relative(random, offender[of], victim_kind[of])
        of = np.isin(relation, (ACQUAINTANCE, PROFESSIONAL)) & ~ordered
        victim[of] = self._acquaintance(random, offender[of], victim_kind[of])
        of = np.isin(relation, (STRANGER, OTHER))
        victim[of] = self._stranger(random, borough[of], victim_kind[of])
        return victim

    def _relative(self, random: np.random.Generator, offender: Array, kind: Array) -> Array:
        low, count = self.circles.kin.runs(self.circles.slot[offender], kind, self.on)
        return _picked(self.circles.kin, low, count, (random.random(len(kind)) * count).astype(int))

    def _stranger(self, random: np.random.Generator, borough: Array, kind: Array) -> Array:
        """Anyone of the borough; of two drawn the younger, because strangers' victims are young."""
        low, count = self.low[borough, kind], self.count[borough, kind]
        one, other = (
            _picked(self.circles.residents, low, count, (random.random(len(low)) * count).astype(int)) for _ in range(2)
        )
        born = self.state.people.born
        return np.where(born[one] > born[other], one, other)

    def _acquaintance(self, random: np.random.Generator, offender: Array, kind: Array) -> Array:
        """One of a few people he knows: a fixed handful for each offender and kind, the first one most often."""
        whose = self.circles.slot[offender]
        slot = np.where(
            chance(random, self.state.again[whose], len(offender)),
            0,
            (random.random(len(offender)) * self.state.knows[whose]).astype(int),
        )
        home = self.state.people.borough[offender]
        low, count = (part[home, kind] for part in self.circles.known)
        mixed = (offender.astype(np.uint64) * np.uint64(2654435761) + slot.astype(np.uint64) * np.uint64(40503)) % (
            np.uint64(NEVER)
        )
        return _picked(self.circles.residents, low, count, (mixed.astype(np.int64) * count) // NEVER)


def _picked(crowd: ByBirth, low: Array, count: Array, place: Array) -> Array:
    """The person at a place within each run; -1 where the run is empty."""
    at = np.minimum(low + place, len(crowd.people) - 1)
    return np.where(count > 0, crowd.people[at], -1)
