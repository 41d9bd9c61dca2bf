"""Where ways do not tell men apart they weigh nothing."""

import numpy as np

from v100.linkage.comparisons import COMPARISONS, DISTANCE
from v100.linkage.learning import cllr, told_unseen
from v100.linkage.model import FEW
from v100.linkage.pairs import Pairs
from v100.linkage.ways import NO_WAY, fit_heard, silent, ways_shown

SIZE = 3_000


def pairs(alike_by_one: float) -> Pairs:
    """Pairs by one lie nearer than those by two; method codes in common in a tenth of those by two."""
    random = np.random.default_rng(1)
    linked = np.repeat([True, False], SIZE)
    nothing = np.full(2 * SIZE, -1)
    alike = random.random(2 * SIZE) < np.where(linked, alike_by_one, 0.1)
    levels = {each.name: nothing for each in COMPARISONS}
    levels["distance"] = np.where(
        linked, random.integers(0, 8, 2 * SIZE), random.integers(4, len(DISTANCE.levels), 2 * SIZE)
    )
    levels["location_type"] = np.where(alike, 3, 0)
    name = np.array([str(number) for number in range(2 * SIZE)])
    category = np.where(np.arange(2 * SIZE) % 3, "robbery", "sexual")
    return Pairs(name, name, category, linked, np.where(linked, 1, 0), np.arange(2 * SIZE) % 5, levels)


def test_ways_that_men_keep_to_are_heard() -> None:
    told = pairs(alike_by_one=0.5)
    ways = ways_shown(told, COMPARISONS, 1.0)
    assert all(of.cost < of.without - 0.05 for of in ways.values())
    assert set(ways) == {"robbery", "sexual"}
    assert silent(ways) == set()
    assert fit_heard(told, COMPARISONS, 1.0, silent(ways))["robbery"]["location_type"][3] > 0.5


def test_ways_that_are_anybodys_weigh_nothing() -> None:
    told = pairs(alike_by_one=0.1)
    ways = ways_shown(told, COMPARISONS, 1.0)
    assert silent(ways) == {"robbery", "sexual"}
    parts = fit_heard(told, COMPARISONS, 1.0, silent(ways))["robbery"]
    assert {name for name, worth in parts.items() if any(worth)} <= set(NO_WAY)
    assert parts["distance"][0] > 0.5


def test_a_category_of_few_pairs_rests_on_what_all_say() -> None:
    told = pairs(alike_by_one=0.5)
    few = np.flatnonzero((told.category == "sexual") & (np.arange(2 * SIZE) % 60 == 0))
    some = told.take(np.concatenate([np.flatnonzero(told.category == "robbery"), few]))
    assert some.linked[some.category == "sexual"].sum() < FEW
    ways = ways_shown(some, COMPARISONS, 1.0)
    told, without = (
        told_unseen(some, of, 1.0) for of in (COMPARISONS, [each for each in COMPARISONS if each.name in NO_WAY])
    )
    assert (ways["sexual"].cost, ways["sexual"].without) == tuple(
        round(cllr(each, some), 4) for each in (told, without)
    )
    assert ways["robbery"] != ways["sexual"]
