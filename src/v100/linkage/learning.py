"""What each level is worth, learnt from pairs of solved crimes by one and by two offenders.

A logistic regression with a ridge over the levels, without an intercept, each side weighing the same: its sum is the
log of the Bayes factor (prior odds of one), it allows for what comparisons say together, and a pair of which nothing is
known is worth nothing (log-linear fusion as in forensic comparison: Brümmer and du Preez 2006; Morrison 2013). Levels
in order are coded by their steps, so that the ridge smooths them. A category is drawn towards what all categories say,
so that one with few solved crimes borrows from the rest.
"""

import math
from collections.abc import Sequence

import numpy as np

from v100.linkage.comparisons import Comparison
from v100.linkage.model import FIGURES, PARTS
from v100.linkage.pairs import Array, Pairs
from v100.linkage.regression import Numbers, regressed

Parts = dict[str, dict[str, tuple[float, ...]]]
"""category → comparison → log10 Bayes factor of each level."""

RIDGES = (0.3, 1.0, 3.0)
"""Strengths tried, weakest penalty last: the variance that a step is thought to have."""


def learn(pairs: Pairs, comparisons: Sequence[Comparison]) -> tuple[Parts, float]:
    """The parts, and the ridge under which they are learnt."""
    ridge = best_ridge(pairs, comparisons)
    return fit(pairs, comparisons, ridge), ridge


def best_ridge(pairs: Pairs, comparisons: Sequence[Comparison]) -> float:
    """The ridge under which pairs of offenders held back were told with the least cost (Cllr, the mean of the
    categories)."""
    both = [rows for rows in categories_of(pairs).values() if 0 < pairs.linked[rows].sum() < len(rows)]
    costs = []
    for ridge in RIDGES:
        told = told_unseen(pairs, comparisons, ridge)
        costs.append(np.mean([cllr(told[rows], pairs.take(rows)) for rows in both]))
    return RIDGES[int(np.argmin(costs))]


def told_unseen(pairs: Pairs, comparisons: Sequence[Comparison], ridge: float) -> Numbers:
    """log10 Bayes factor of each pair, by a fit that saw none of its offenders."""
    told = np.zeros(len(pairs.linked))
    for fold in range(PARTS):
        apart = pairs.fold == fold
        learnt = fit(pairs.take(pairs.away_from(fold)), comparisons, ridge)
        told[apart] = weigh(pairs.take(apart), learnt, comparisons)
    return told


def fit(pairs: Pairs, comparisons: Sequence[Comparison], ridge: float) -> Parts:
    """Parts by category, drawn towards those of all categories, which are category ""."""
    steps, weights = _steps(pairs, comparisons), balanced(pairs)
    everywhere = regressed(steps, pairs.linked, weights, ridge, np.zeros(steps.shape[1]))
    parts = {"": _parts(everywhere, comparisons)}
    for name, rows in categories_of(pairs).items():
        own = regressed(steps[rows], pairs.linked[rows], weights[rows], ridge, everywhere)
        parts[name] = _parts(own, comparisons)
    return parts


def categories_of(pairs: Pairs) -> dict[str, Array]:
    """The rows of each category."""
    return {name: np.flatnonzero(pairs.category == name) for name in sorted(set(pairs.category.tolist()))}


def weigh(pairs: Pairs, parts: Parts, comparisons: Sequence[Comparison]) -> Numbers:
    """log10 Bayes factor of each pair."""
    total = np.zeros(len(pairs.linked))
    for name, rows in categories_of(pairs).items():
        of = parts.get(name, parts[""])
        for comparison in comparisons:
            worth = np.array([*of[comparison.name], 0.0])  # the last is of what is not known (level -1)
            total[rows] += worth[pairs.levels[comparison.name][rows]]
    return total


def balanced(pairs: Pairs) -> Numbers:
    """Weights: each series as much as its crimes, however many pairs they make; both sides of a category the same."""
    weights = np.where(pairs.linked, 1.0 / np.maximum(pairs.others, 1), 1.0)
    for rows in categories_of(pairs).values():
        linked, apart = (rows[pairs.linked[rows] == side] for side in (True, False))
        if len(apart):
            weights[apart] *= weights[linked].sum() / len(apart)
    return weights


def cllr(told: Numbers, pairs: Pairs) -> float:
    """Cost of log-likelihood-ratio in bits (Brümmer and du Preez 2006), by the weights of `balanced`."""
    weights = balanced(pairs)
    sign = np.where(pairs.linked, -1.0, 1.0)
    cost = np.logaddexp(0.0, sign * told * math.log(10)) / math.log(2)
    sides = [np.average(cost[pairs.linked == side], weights=weights[pairs.linked == side]) for side in (True, False)]
    return float(np.mean(sides))


def _steps(pairs: Pairs, comparisons: Sequence[Comparison]) -> Numbers:
    """A column for each level of each comparison: 1 where the pair's level is that or above."""
    return np.concatenate(
        [pairs.levels[each.name][:, None] >= np.arange(len(each.levels)) for each in comparisons], axis=1, dtype=float
    )


def _parts(steps: Numbers, comparisons: Sequence[Comparison]) -> dict[str, tuple[float, ...]]:
    parts, first = {}, 0
    for comparison in comparisons:
        last = first + len(comparison.levels)
        parts[comparison.name] = tuple(
            round(float(part), FIGURES) for part in np.cumsum(steps[first:last]) / math.log(10)
        )
        first = last
    return parts
