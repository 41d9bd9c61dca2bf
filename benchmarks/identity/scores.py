"""How well rows were joined: pairs joined that are right, right pairs that were joined."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Score:
    """Pairs of rows: joined and right, joined and wrong, right and not joined."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def score(cluster_of: Mapping[str, str], truth: pd.Series) -> Score:
    """Of the rows whose truth is known. A row in no cluster stands alone."""
    found = pd.DataFrame({"true": truth, "cluster": [cluster_of.get(key, f"alone {key}") for key in truth.index]})
    right = _pairs(found.groupby(["true", "cluster"]).size())
    return Score(right, _pairs(found.groupby("cluster").size()) - right, _pairs(found.groupby("true").size()) - right)


def at_best_threshold(weighed: pd.DataFrame, truth: pd.Series) -> tuple[float, Score]:
    """The threshold of the best F1, and that score: pairs from it up are joined, and what they join is one person.

    `weighed`: weight, one, other, keys of `truth`. Every weight that a pair has is tried, from the highest down.
    It looks at the truth to choose, which nobody can who links: an upper bound.
    """
    down = weighed.sort_values("weight", ascending=False)
    ones, others = (truth.index.get_indexer(down[end]).tolist() for end in ("one", "other"))
    weights = down["weight"].tolist()
    groups = _Groups(pd.factorize(truth)[0].tolist())
    best = (float("inf"), groups.score)
    for place, weight in enumerate(weights):
        groups.join(ones[place], others[place])
        last_of_its_weight = place + 1 == len(weights) or weights[place + 1] < weight
        if last_of_its_weight and groups.score.f1 > best[1].f1:
            best = (weight, groups.score)
    return best


class _Groups:
    """Rows, at first each alone, and the pairs within their groups as these are joined."""

    def __init__(self, person: list[int]) -> None:
        self._parent = list(range(len(person)))
        self._size = [1] * len(person)
        self._held = [{each: 1} for each in person]  # person → rows, of the group that the row is the root of
        self._true = _pairs(pd.Series(person).value_counts())
        self._joined = self._right = 0

    @property
    def score(self) -> Score:
        return Score(self._right, self._joined - self._right, self._true - self._right)

    def join(self, one: int, other: int) -> None:
        small, large = sorted((self._root(one), self._root(other)), key=lambda root: len(self._held[root]))
        if small == large:
            return
        self._joined += self._size[small] * self._size[large]
        there = self._held[large]
        for person, rows in self._held[small].items():
            self._right += rows * there.get(person, 0)
            there[person] = there.get(person, 0) + rows
        self._parent[small], self._held[small] = large, {}
        self._size[large] += self._size[small]

    def _root(self, row: int) -> int:
        while self._parent[row] != row:
            self._parent[row] = row = self._parent[self._parent[row]]
        return row


def _pairs(sizes: pd.Series) -> int:
    return int((sizes * (sizes - 1) // 2).sum())
