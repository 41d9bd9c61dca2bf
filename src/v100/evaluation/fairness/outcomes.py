"""What followed for those who were listed, by group: the outcome test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
import numpy as np
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.evaluation.fairness.groups import BOROUGH, by_kind
from v100.evaluation.fairness.intervals import Interval, share
from v100.evaluation.fairness.listed import ever_listed
from v100.evaluation.fairness.suppression import held_back, shown
from v100.harm import person_events
from v100.store.runs import Run

FOLLOWED_DAYS = 365
HAPPENED = ("arrest", "charge", "conviction")


@dataclass(frozen=True)
class Followed:
    """Of a group, men listed long enough ago; of them, how many had each of HAPPENED within FOLLOWED_DAYS of being
    listed first. Nothing stands where a small number is held back."""

    kind: str
    group: str
    men: int | None
    happened: dict[str, int | None]

    def share(self, what: str) -> Interval | None:
        number = self.happened[what]
        return None if number is None or not self.men else share(number, self.men)


@dataclass(frozen=True)
class Outcomes:
    """runs: the days of the runs whose lists are read; men: all whose time is up, happened: to how many of them;
    waiting: men listed too lately."""

    runs: list[date]
    men: int
    happened: dict[str, int]
    waiting: int
    groups: list[Followed]


def outcomes(
    backend: Backend, known: Mapping[str, ir.Table], past: Sequence[Run], groups: ir.Table, *, smallest: int
) -> Outcomes:
    """past: the runs of one policy, oldest first; known: what the last of them knew; groups: of its people.

    A man counts once, from the first of these runs that lists him, as whom the last run takes him for. What was not
    known at the last run has not happened.
    """
    last = past[-1]
    mentions = engine.keep(backend, "mention_last", last.table("person_mention"))
    first = ever_listed(backend, past, mentions).group_by("person_id").agg(first=_.as_at.min())
    until = date.fromisoformat(last.manifest["known_to"]) - timedelta(days=FOLLOWED_DAYS)
    complete = engine.keep(backend, "followed", first.filter(_["first"] <= until))
    after = person_events(known, mentions).filter(_.kind.isin(HAPPENED)).select("person_id", "on", what="kind")
    within = after.join(complete, "person_id").filter(
        lambda row: (row.on > row["first"]) & (row.on <= row["first"] + ibis.interval(days=FOLLOWED_DAYS))
    )
    each = within.group_by("person_id").agg(**{what: (_.what == what).any() for what in HAPPENED})
    men = engine.add(complete, each, "person_id").mutate(**{what: _[what].fill_null(False) for what in HAPPENED})
    sums = {"men": _.count(), **{what: _[what].sum() for what in HAPPENED}}
    whole = men.agg(**sums).to_pyarrow().to_pylist()[0]
    found = by_kind(men.join(groups.filter(_.kind != BOROUGH), "person_id"), **sums)
    return Outcomes(
        runs=[run.as_at for run in past],
        men=whole["men"],
        happened={what: int(whole[what] or 0) for what in HAPPENED},
        waiting=int(first.count().to_pyarrow().as_py()) - whole["men"],
        groups=[each for _, rows in found for each in _held_back(rows, smallest)],
    )


def _held_back(rows: list[dict[str, object]], smallest: int) -> list[Followed]:
    men = np.array([row["men"] for row in rows])
    few = held_back(men, smallest=smallest)
    parts = {}
    for what in HAPPENED:
        number = np.array([row[what] for row in rows])
        parts[what] = shown(number, held_back(number, men - number, smallest=smallest, already=few))
    return [
        Followed(str(row["kind"]), str(row["group"]), number, {what: parts[what][place] for what in HAPPENED})
        for place, (row, number) in enumerate(zip(rows, shown(men, few), strict=True))
    ]
