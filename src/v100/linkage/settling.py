"""What a man as a whole says of a crime that may be his, learnt from crimes held back that were looked at for him.

The pairs' strength stands as it is, so that nothing is counted twice; what is learnt beside it, by a logistic
regression with both sides weighing the same, is what every candidate is worth because only what lies near is looked at,
what it adds how near his crimes of other kinds lie and how old he is, and a scale of the strength itself. Then the
whole is scaled and shifted once more, with every candidate weighing one: that changes no order, and tells rightly how
strong the few strong ones are, which are the leads (calibration of likelihood ratios: Brümmer and du Preez 2006). Where
few tell of it, they add little.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from v100.linkage.comparisons import HIS_AGE, LOOKED_AT, OTHER_CRIMES, TOGETHER
from v100.linkage.model import FIGURES
from v100.linkage.regression import Numbers, regressed

OF_NEAR, OF_AGE = len(OTHER_CRIMES.levels), len(HIS_AGE.levels)
RIDGE = np.array([0.3] * (OF_NEAR + OF_AGE) + [100.0, 0.1])
"""Variance that each step is thought to have, what every candidate is worth, and how far the scale is from one."""
EVERYWHERE = np.array([False] * (OF_NEAR - 1) + [True] * (1 + OF_AGE + 2))
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
            more[rows] += of[TOGETHER.name][0] * self.strength[rows]
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
    """By category the parts `other_crimes` and `his_age` (of each level), `looked_at` and `together` (of one)."""
    names = sorted(set(candidates.category.tolist()))
    told = {name: candidates.of(name) for name in names if _both_sides(candidates.of(name))}
    nothing = np.zeros(len(RIDGE))
    if not told:
        return {name: _parts(nothing) for name in names}
    every = Candidates(
        *(np.concatenate(each) for each in zip(*(vars(of).values() for of in told.values()), strict=True))
    )
    everywhere = _fit(every, np.concatenate([_balanced(of) for of in told.values()]), nothing)
    start = np.where(EVERYWHERE, everywhere, nothing)
    settled = {name: _calibrated(of, _fit(of, _balanced(of), start)) for name, of in told.items()}
    of_all = _calibrated(every, everywhere)
    return {name: _parts(settled.get(name, of_all)) for name in names}


def _fit(of: Candidates, weights: Numbers, start: Numbers) -> Numbers:
    return regressed(_design(of), of.own, weights, RIDGE, start, offset=of.strength * math.log(10))


def _calibrated(of: Candidates, worth: Numbers) -> Numbers:
    """The worth scaled and shifted, so that of all candidates as many are his as it says."""
    told = of.strength * math.log(10) + _design(of) @ worth
    line = np.column_stack([np.ones(len(told)), told])
    shift, scale = regressed(line, of.own, of.many, RIDGE[-2:], np.zeros(2), offset=told + np.log(of.odds()))
    calibrated: Numbers = worth * (1 + scale) + np.array([0.0] * (OF_NEAR + OF_AGE) + [shift, scale])
    return calibrated


def _design(of: Candidates) -> Numbers:
    """Columns as in RIDGE."""
    levels = (_steps(of.other_crimes, OF_NEAR), _steps(of.his_age, OF_AGE))
    return np.column_stack([*levels, np.ones(len(of.own)), of.strength * math.log(10)])


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
    near, age, rest = np.split(worth, [OF_NEAR, OF_NEAR + OF_AGE])
    near, age, always = (part / math.log(10) for part in (near, age, rest[:1]))
    return {
        OTHER_CRIMES.name: _rounded(np.cumsum(near[::-1])[::-1]),
        HIS_AGE.name: _rounded(np.cumsum(age[::-1])[::-1]),
        LOOKED_AT.name: _rounded(always),
        TOGETHER.name: _rounded(rest[1:]),
    }


def _rounded(parts: Numbers) -> tuple[float, ...]:
    return tuple(round(float(part), FIGURES) for part in parts)
