"""Whether how crimes are done tells men apart at all, beyond where, when and the man as he was described.

Where it does not, ways weigh nothing: a likeness of method that is by chance is no evidence, and none is promised.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from v100.linkage.comparisons import Comparison
from v100.linkage.learning import Parts, categories_of, cllr, fit, told_unseen
from v100.linkage.model import FEW, FIGURES, Ways
from v100.linkage.pairs import Array, Pairs
from v100.linkage.regression import Numbers

NO_WAY = ("distance", "days", "suspect_age", "height", "build", "vehicle")
"""Comparisons of where, when and whom: every other is of how he does it."""


def ways_shown(pairs: Pairs, comparisons: Sequence[Comparison], ridge: float) -> dict[str, Ways]:
    """By category what pairs of offenders held back cost with the ways and without; where they are FEW, what those of
    all categories do."""
    told, without = (told_unseen(pairs, some, ridge) for some in (comparisons, _plain(comparisons)))

    def costs(rows: Array) -> Ways:
        return Ways(_cost(pairs, rows, told), _cost(pairs, rows, without))

    of_all = costs(np.arange(len(pairs.linked)))
    return {
        name: of_all if pairs.linked[rows].sum() < FEW else costs(rows) for name, rows in categories_of(pairs).items()
    }


def silent(ways: Mapping[str, Ways]) -> frozenset[str]:
    """The categories in which ways are to weigh nothing."""
    return frozenset(name for name, of in ways.items() if not of.heard)


def fit_heard(pairs: Pairs, comparisons: Sequence[Comparison], ridge: float, silent: Collection[str]) -> Parts:
    """As room linkage: learning fits, but in silent categories ways are worth nothing."""
    parts = fit(pairs, comparisons, ridge)
    plain = fit(pairs, _plain(comparisons), ridge) if silent else {}
    nothing = {each.name: (0.0,) * len(each.levels) for each in comparisons}
    return {**parts, **{name: {**nothing, **plain.get(name, plain[""])} for name in silent}}


def _plain(comparisons: Sequence[Comparison]) -> list[Comparison]:
    return [each for each in comparisons if each.name in NO_WAY]


def _cost(pairs: Pairs, rows: Array, told: Numbers) -> float:
    """1, which is to say nothing, where one side has no pairs."""
    some = pairs.take(rows)
    return round(cllr(told[rows], some), FIGURES) if 0 < some.linked.sum() < len(rows) else 1.0
