"""How well rows were joined: pairs joined that are right, right pairs that were joined."""

from collections.abc import Iterable, Mapping
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


def at_best_threshold(
    weighed: Iterable[tuple[float, str, str]], truth: pd.Series, thresholds: Iterable[float]
) -> tuple[float, Score]:
    """The threshold of the best F1, and that score: pairs from it up are joined, and what they join is one person.

    It looks at the truth to choose, which nobody can who links: an upper bound.
    """
    remaining = sorted(weighed, reverse=True)
    parent: dict[str, str] = {}
    best = (0.0, Score(0, 0, 1))
    place = 0
    for threshold in sorted(thresholds, reverse=True):
        while place < len(remaining) and remaining[place][0] >= threshold:
            one, other = (_root(parent, key) for key in remaining[place][1:])
            parent[one] = other
            place += 1
        found = score({key: _root(parent, key) for key in truth.index}, truth)
        if found.f1 > best[1].f1:
            best = (threshold, found)
    return best


def _root(parent: dict[str, str], key: str) -> str:
    while parent.get(key, key) != key:
        parent[key] = parent.get(parent[key], parent[key])
        key = parent[key]
    return key


def _pairs(sizes: pd.Series) -> int:
    return int((sizes * (sizes - 1) // 2).sum())
