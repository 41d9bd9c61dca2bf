"""Whose place hangs on who is who: of the men who may be on the list, those for whom a link in doubt decides."""

from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
from ibis import _

from v100.evaluation.fairness.groups import by_kind
from v100.evaluation.fairness.intervals import Interval, share
from v100.evaluation.fairness.suppression import held_back, shown

SURE = 0.95
"""Chance of being listed from which it is taken as settled, either way."""


@dataclass(frozen=True)
class Doubt:
    """Of a group: men who may be on the list, and those of them whose place a link in doubt decides."""

    kind: str
    group: str
    men: int | None
    doubtful: int | None

    @property
    def share(self) -> Interval | None:
        return None if self.doubtful is None or not self.men else share(self.doubtful, self.men)


@dataclass(frozen=True)
class Doubts:
    """All men who may be on the list, those in doubt, and both by group."""

    men: int
    doubtful: int
    groups: list[Doubt]


def doubt(ranking: ir.Table, groups: ir.Table, *, smallest: int) -> Doubts:
    """ranking: tables.RANKING. In doubt is a chance of being listed between 5% and 95%, over samples of the links in
    doubt."""
    may_be = ranking.filter(_.chance_in_top > 1 - SURE).select(
        "person_id", doubtful=(_.chance_in_top < SURE) & (_.weakest_link.length().fill_null(0) > 0)
    )
    sums = {"men": _.count(), "doubtful": _.doubtful.sum()}
    whole = may_be.agg(**sums).to_pyarrow().to_pylist()[0]
    found: list[Doubt] = []
    for _kind, rows in by_kind(may_be.join(groups, "person_id"), **sums):
        everyone, doubtful = (np.array([int(row[name]) for row in rows]) for name in ("men", "doubtful"))
        few = held_back(everyone, smallest=smallest)
        hidden = held_back(doubtful, everyone - doubtful, smallest=smallest, already=few)
        numbers = zip(rows, shown(everyone, few), shown(doubtful, hidden), strict=True)
        found += [Doubt(row["kind"], row["group"], *counts) for row, *counts in numbers]
    return Doubts(whole["men"], int(whole["doubtful"] or 0), found)
