"""Whom an offender can hurt: his partner, ex-partners, relatives, people he knows, strangers."""

import numpy as np

from v100.city.calendar import NEVER
from v100.city.offenders import State, kinds_of_people
from v100.city.rates import ACQUAINTANCE, EX, FAMILY, OTHER, PARTNER, PROFESSIONAL, STRANGER, Rates
from v100.city.streams import Array, chance

KNOWN_SLOTS = 5


class Circle:
    """Everyone's circle as it stands at the start of a month."""

    def __init__(self, state: State, on: int) -> None:
        people = state.people
        self.state = state
        parted = people.parts_on <= on
        alive = state.dead_on > on
        self.partner = np.where(parted | ~alive[np.maximum(people.partner, 0)], -1, people.partner)
        self.ex = people.ex.copy()
        self.ex[parted, 1] = np.where(self.ex[parted, 0] >= 0, self.ex[parted, 0], self.ex[parted, 1])
        self.ex[parted, 0] = people.partner[parted]
        self.kind = kinds_of_people(people, on)
        self._kin()
        self._pools()

    def has_kin(self, who: Array, kind: int) -> Array:
        """Who has a relative of that kind."""
        return np.asarray(self.kin_kinds[who, kind])

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
        second = (self.ex[offender, 1] >= 0) & chance(random, rates["offenders"]["second_ex"], size)
        ordered = np.array([what.group == "order" for what in rates.kinds])[kind]
        of = relation == PARTNER
        victim[of] = self.partner[offender[of]]
        of = relation == EX
        victim[of] = self.ex[offender, second.astype(int)][of]
        victim[ordered] = self.state.order_for[offender[ordered]]
        of = relation == FAMILY
        victim[of] = self._one_of_kin(random, offender[of], victim_kind[of])
        of = np.isin(relation, (ACQUAINTANCE, PROFESSIONAL)) & ~ordered
        again = rates["offenders"]["sees_them_again"]
        victim[of] = self._acquaintance(random, again, offender[of], victim_kind[of])
        of = np.isin(relation, (STRANGER, OTHER))
        victim[of] = self._stranger(random, borough[of], victim_kind[of])
        return victim

    def _kin(self) -> None:
        """Pairs of relatives, sorted by person and kind: household members but the partner, parents, children."""
        people = self.state.people
        order = np.argsort(people.home, kind="stable")
        homes = people.home[order]
        pairs = []
        for step in range(1, 7):
            same = np.flatnonzero(homes[step:] == homes[:-step])
            a, b = order[same], order[same + step]
            apart = people.partner[a] != b
            pairs += [(a[apart], b[apart]), (b[apart], a[apart])]
        for parent in (people.mother, people.father):
            child = np.flatnonzero(parent >= 0)
            pairs += [(child, parent[child]), (parent[child], child)]
        a, b = (np.concatenate(side) for side in zip(*pairs, strict=True))
        size = len(people)
        pair = np.unique((a.astype(np.int64) * 8 + self.kind[b]) * size + b)
        self.kin_key, self.kin = pair // size, pair % size
        self.kin_kinds = np.zeros((size, 8), bool)
        self.kin_kinds[self.kin_key // 8, self.kin_key % 8] = True

    def _one_of_kin(self, random: np.random.Generator, offender: Array, kind: Array) -> Array:
        key = offender.astype(np.int64) * 8 + kind
        low, high = np.searchsorted(self.kin_key, key), np.searchsorted(self.kin_key, key, side="right")
        at = low + (random.random(len(key)) * (high - low)).astype(int)
        return np.where(high > low, self.kin[np.minimum(at, len(self.kin) - 1)], -1)

    def _pools(self) -> None:
        """Residents sorted by borough and kind."""
        key = self.state.people.borough.astype(np.int64) * 8 + self.kind
        self.pool = np.argsort(key, kind="stable")
        self.pool_start = np.searchsorted(key[self.pool], np.arange(len(self.state.people.land.boroughs) * 8 + 1))

    def _stranger(self, random: np.random.Generator, borough: Array, kind: Array) -> Array:
        """Anyone of the borough; of two drawn the younger, because strangers' victims are young."""
        low = self.pool_start[borough * 8 + kind]
        count = self.pool_start[borough * 8 + kind + 1] - low
        drawn = [
            self.pool[np.minimum(low + (random.random(len(low)) * count).astype(int), len(self.pool) - 1)]
            for _ in range(2)
        ]
        born = self.state.people.born
        return np.where(count > 0, np.where(born[drawn[0]] > born[drawn[1]], *drawn), -1)

    def _acquaintance(self, random: np.random.Generator, again: float, offender: Array, kind: Array) -> Array:
        """One of a few people he knows: a fixed handful for each offender and kind, the first one most often."""
        slot = np.where(chance(random, again, len(offender)), 0, random.integers(0, KNOWN_SLOTS, len(offender)))
        cell = self.state.people.borough[offender] * 8 + kind
        low, count = self.pool_start[cell], self.pool_start[cell + 1] - self.pool_start[cell]
        mixed = (offender.astype(np.uint64) * np.uint64(2654435761) + slot.astype(np.uint64) * np.uint64(40503)) % (
            np.uint64(NEVER)
        )
        at = low + (mixed.astype(np.int64) * count) // NEVER
        return np.where(count > 0, self.pool[np.minimum(at, len(self.pool) - 1)], -1)
