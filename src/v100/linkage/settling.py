"""What a man as a whole says of a crime that may be his, learnt from crimes held back that were looked at for him.

The pairs' strength stands as it is (an offset), so that nothing is counted twice; what is learnt beside it, by a
logistic regression with both sides weighing the same, is what every candidate is worth because only what lies near is
looked at, and what it adds how near his crimes of other kinds lie and how old he is. Where few tell of it, they add
little.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from v100.linkage.comparisons import HIS_AGE, LOOKED_AT, OTHER_CRIMES
from v100.linkage.model import FIGURES
from v100.linkage.regression import Numbers, regressed

OF_NEAR, OF_AGE = len(OTHER_CRIMES.levels), len(HIS_AGE.levels)
RIDGE = np.array([0.3] * (OF_NEAR + OF_AGE) + [100.0])
"""Variance that each step is thought to have, and what every candidate is worth."""
EVERYWHERE = np.array([False] * (OF_NEAR - 1) + [True] * (1 + OF_AGE + 1))
"""What a category takes from all as long as few of its own tell of it: a witness errs in an age whatever was done.
Where else men go differs from kind to kind."""


@dataclass(frozen=True)
class Candidates:
    """Crimes held back that were looked at for men, many to a row: `category`; `own`: they are his; `other_crimes` and
    `his_age`: levels, -1 where nothing is known to compare; `strength` of the pairs (log10); `many`: how many
    candidates of the kind there are."""

    category: npt.NDArray[np.str_]
    own: npt.NDArray[np.bool_]
    other_crimes: npt.NDArray[np.int64]
    his_age: npt.NDArray[np.int64]
    strength: Numbers
    many: Numbers

    def of(self, category: str) -> "Candidates":
        rows = self.category == category
        return Candidates(*(each[rows] for each in vars(self).values()))

    def settled(self, parts: Mapping[str, Mapping[str, tuple[float, ...]]]) -> Numbers:
        """Their strength with the parts added, by category."""
        more = np.zeros(len(self.strength))
        for category, of in parts.items():
            rows = self.category == category
            near, age = (np.array([*of[each.name], 0.0]) for each in (OTHER_CRIMES, HIS_AGE))  # last: level -1
            more[rows] = near[self.other_crimes[rows]] + age[self.his_age[rows]] + of[LOOKED_AT.name][0]
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
    """By category the parts `other_crimes` and `his_age` (of each level) and `looked_at` (of one)."""
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
    start = np.where(EVERYWHERE, everywhere, nothing)
    return {
        name: _parts(_fit(told[name], _balanced(told[name]), start) if name in told else everywhere) for name in names
    }


def _fit(of: Candidates, weights: Numbers, start: Numbers) -> Numbers:
    design = np.column_stack([_steps(of.other_crimes, OF_NEAR), _steps(of.his_age, OF_AGE), np.ones(len(of.own))])
    return regressed(design, of.own, weights, RIDGE, start, offset=of.strength * math.log(10))


def _steps(level: npt.NDArray[np.int64], levels: int) -> Numbers:
    """A column for each level: 1 where the row's is that or nearer; all nought where it is not known."""
    return ((level[:, None] <= np.arange(levels)) & (level >= 0)[:, None]).astype(float)


def _balanced(of: Candidates) -> Numbers:
    """Each of his crimes weighs one, and those of others together as much."""
    his = of.many[of.own].sum()
    return np.where(of.own, of.many, of.many * his / of.many[~of.own].sum())


def _both_sides(of: Candidates) -> bool:
    return bool(0 < of.many[of.own].sum() < of.many.sum())


def _parts(worth: Numbers) -> dict[str, tuple[float, ...]]:
    """Of the levels, nearest first."""
    near, age, always = (part / math.log(10) for part in np.split(worth, [OF_NEAR, OF_NEAR + OF_AGE]))
    return {
        OTHER_CRIMES.name: _rounded(np.cumsum(near[::-1])[::-1]),
        HIS_AGE.name: _rounded(np.cumsum(age[::-1])[::-1]),
        LOOKED_AT.name: _rounded(always),
    }


def _rounded(parts: Numbers) -> tuple[float, ...]:
    return tuple(round(float(part), FIGURES) for part in parts)
