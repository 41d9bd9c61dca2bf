"""What a man's crimes as a whole say of one that may be his, learnt from crimes held back that were looked at for him.

The pairs' strength stands as it is (an offset), so that nothing is counted twice; what is learnt beside it, by a
logistic regression with both sides weighing the same, is what every candidate is worth because only what lies near is
looked at, and what it adds how near his crimes of other kinds lie. Where few tell of it, they add little.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from v100.linkage.comparisons import LOOKED_AT, OTHER_CRIMES
from v100.linkage.model import FIGURES
from v100.linkage.regression import Numbers, regressed

RIDGE = np.array([0.3] * len(OTHER_CRIMES.breaks) + [100.0])
"""Variance that each step is thought to have, and what every candidate is worth."""


@dataclass(frozen=True)
class Candidates:
    """Crimes held back that were looked at for men, many to a row: `category`; `own`: they are his; `other_crimes`:
    level of the nearest of his crimes of another kind, -1 where none is known; `strength` of the pairs (log10); `many`:
    how many candidates of the kind there are."""

    category: npt.NDArray[np.str_]
    own: npt.NDArray[np.bool_]
    other_crimes: npt.NDArray[np.int64]
    strength: Numbers
    many: Numbers

    def of(self, category: str) -> "Candidates":
        rows = self.category == category
        return Candidates(*(each[rows] for each in vars(self).values()))

    def settled(self, parts: Mapping[str, Mapping[str, tuple[float, ...]]]) -> Numbers:
        """Their strength with the two parts added, by category."""
        more = np.zeros(len(self.strength))
        for category, of in parts.items():
            rows = self.category == category
            levels = np.array([*of[OTHER_CRIMES.name], 0.0])  # the last is of what is not known (level -1)
            more[rows] = levels[self.other_crimes[rows]] + of[LOOKED_AT.name][0]
        return self.strength + more

    def odds(self) -> Numbers:
        """Of each row's category, candidates that are his to those that are not."""
        found = np.zeros(len(self.strength))
        for category in np.unique(self.category):
            rows = self.category == category
            his = self.many[rows & self.own].sum()
            found[rows] = his / max(self.many[rows].sum() - his, 1)
        return found


def settle(candidates: Candidates) -> dict[str, dict[str, tuple[float, ...]]]:
    """By category the parts `other_crimes` (of each level) and `looked_at` (of one)."""
    names = sorted(set(candidates.category.tolist()))
    told = {name: candidates.of(name) for name in names if _both_sides(candidates.of(name))}
    nothing = np.zeros(len(RIDGE))
    if not told:
        return {name: _parts(nothing) for name in names}
    weights = np.concatenate([_balanced(of) for of in told.values()])
    everywhere = _fit(
        Candidates(*(np.concatenate(each) for each in zip(*(vars(of).values() for of in told.values()), strict=True))),
        weights,
        nothing,
    )
    start = np.append(nothing[:-1], everywhere[-1])
    return {
        name: _parts(_fit(told[name], _balanced(told[name]), start) if name in told else everywhere) for name in names
    }


def _fit(of: Candidates, weights: Numbers, start: Numbers) -> Numbers:
    nearer = (of.other_crimes[:, None] <= np.arange(len(OTHER_CRIMES.breaks))) & (of.other_crimes >= 0)[:, None]
    design = np.column_stack([nearer, np.ones(len(of.own))]).astype(float)
    return regressed(design, of.own, weights, RIDGE, start, offset=of.strength * math.log(10))


def _balanced(of: Candidates) -> Numbers:
    """Each of his crimes weighs one, and those of others together as much."""
    his = of.many[of.own].sum()
    return np.where(of.own, of.many, of.many * his / of.many[~of.own].sum())


def _both_sides(of: Candidates) -> bool:
    return bool(0 < of.many[of.own].sum() < of.many.sum())


def _parts(worth: Numbers) -> dict[str, tuple[float, ...]]:
    """Of the levels, nearest first; the last, beyond every break, is nought."""
    steps, always = worth[:-1] / math.log(10), worth[-1] / math.log(10)
    levels = [*np.cumsum(steps[::-1])[::-1], 0.0]
    return {
        OTHER_CRIMES.name: tuple(round(float(part), FIGURES) for part in levels),
        LOOKED_AT.name: (round(float(always), FIGURES),),
    }
