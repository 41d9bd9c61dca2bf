"""Pairs of solved crimes by one offender and by two, with the level of each comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from v100 import engine
from v100.linkage.comparisons import Comparison
from v100.linkage.levels import Side, levels

Array = npt.NDArray[Any]

LONGEST = 12
"""Crimes of one offender in a category beyond these are left out: a few men would be all that is learnt from."""
PAIRS = 4_000
"""Pairs by one offender that are taken of each category, series by series in a drawn order."""
STRANGERS = 10_000
"""Pairs by two offenders that are drawn of each category, at most."""
UNKNOWN = -1
"""The level where either crime does not say."""


@dataclass(frozen=True)
class Pairs:
    """One row each: `levels` of each comparison, `linked` (one offender), `others`: how many other crimes of the
    category that offender has here, `fold` that both offenders are of."""

    one: Array
    other: Array
    category: Array
    linked: Array
    others: Array
    fold: Array
    levels: Mapping[str, Array]

    def take(self, rows: Array) -> "Pairs":
        return Pairs(
            self.one[rows],
            self.other[rows],
            self.category[rows],
            self.linked[rows],
            self.others[rows],
            self.fold[rows],
            {name: of[rows] for name, of in self.levels.items()},
        )

    def away_from(self, fold: int) -> Array:
        """Rows by offenders of the other folds."""
        rows: Array = self.fold != fold
        return rows


def folds_of(whose: Sequence[Mapping[str, Any]], folds: int, seed: int) -> dict[str, int]:
    """The fold of each offender, drawn."""
    people = sorted({row["person_id"] for row in whose})
    drawn = np.random.default_rng(seed).integers(folds, size=len(people))
    return dict(zip(people, drawn.tolist(), strict=True))


def solved_pairs(
    backend: engine.Backend,
    features: ir.Table,
    whose: Sequence[Mapping[str, Any]],
    comparisons: Sequence[Comparison],
    *,
    fold_of: Mapping[str, int],
    seed: int,
) -> Pairs:
    """Pairs within each series, and drawn pairs of strangers. `whose`: report_id, category, person_id of each solved
    crime, in a fixed order; every pair lies in one category and, by its offenders, in one fold."""
    random = np.random.default_rng(seed)
    found: list[tuple[str, str, str, bool, int, int]] = []
    for category in sorted({row["category"] for row in whose}):
        of = [row for row in whose if row["category"] == category]
        found += _linked(of, category, fold_of, random) + _strangers(of, category, fold_of, random)
    return compared(backend, features, found, comparisons)


def compared(
    backend: engine.Backend,
    features: ir.Table,
    pairs: Sequence[tuple[str, str, str, bool, int, int]],
    comparisons: Sequence[Comparison],
) -> Pairs:
    """The pairs (one, other, category, linked, others, fold) with their levels."""
    names = ("one", "other", "category", "linked", "others", "fold")
    columns = (
        dict(zip(names, map(list, zip(*pairs, strict=True)), strict=True)) if pairs else {name: [] for name in names}
    )
    asked = engine.keep(
        backend,
        "asked_pair",
        pa.table(
            {
                "number": pa.array(range(len(pairs)), pa.int64()),
                "one": pa.array(columns["one"], pa.string()),
                "other": pa.array(columns["other"], pa.string()),
            }
        ),
    )
    mine, its = features, features.view()
    both = asked.join(mine, asked.one == mine.report_id).join(its, asked.other == its.report_id, rname="its_{name}")
    told = both.select("number", **levels(Side(both, ""), Side(both, "its_"), comparisons)).order_by("number")
    table = told.to_pyarrow()
    return Pairs(
        **{name: np.array(columns[name]) for name in names},
        levels={
            comparison.name: table[comparison.name].fill_null(UNKNOWN).to_numpy().astype(np.int64)
            for comparison in comparisons
        },
    )


def _linked(
    of: Sequence[Mapping[str, Any]], category: str, fold_of: Mapping[str, int], random: np.random.Generator
) -> list[Any]:
    series: dict[str, list[str]] = {}
    for row in of:
        series.setdefault(row["person_id"], []).append(row["report_id"])
    people = sorted(person for person, reports in series.items() if len(reports) > 1)
    found: list[Any] = []
    for person in random.permutation(people).tolist():
        if len(found) >= PAIRS:
            break
        kept = sorted(series[person])[:LONGEST]
        found += [(one, other, category, True, len(kept) - 1, fold_of[person]) for one, other in combinations(kept, 2)]
    return found


def _strangers(
    of: Sequence[Mapping[str, Any]], category: str, fold_of: Mapping[str, int], random: np.random.Generator
) -> list[Any]:
    """Pairs by two offenders of one fold, who never are suspects of one crime."""
    people: dict[str, set[str]] = {}
    for row in of:
        people.setdefault(row["report_id"], set()).add(row["person_id"])
    found = []
    for fold in sorted(set(fold_of.values())):
        reports = sorted(report for report, who in people.items() if {fold_of[person] for person in who} == {fold})
        if len(reports) < 2:
            continue
        most = STRANGERS // len(set(fold_of.values()))
        one, other = random.integers(len(reports), size=(2, most))
        drawn = {(min(a, b), max(a, b)) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a != b}
        found += [
            (reports[a], reports[b], category, False, 0, fold)
            for a, b in sorted(drawn)
            if not people[reports[a]] & people[reports[b]]
        ]
    return found
