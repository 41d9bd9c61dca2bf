"""Given the harm that is reported of a man, does his group change whether the panel adopts him?

What the panel decided is in no run: a file tells it (evaluation.adopted). Of the men listed, the chance of being
adopted is fitted as whatever rises with days, and each group's adopted are compared with those to be expected, as for
the list itself (given_harm). A panel weighs more than days: a difference is a question to it, not a fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.evaluation.adopted import bound, with_adoption
from v100.evaluation.fairness.given_harm import alike, expected, of_kind, too_unlikely
from v100.evaluation.fairness.groups import BOROUGH, by_kind
from v100.evaluation.fairness.listed import ever_listed
from v100.evaluation.fairness.outcomes import FOLLOWED_DAYS
from v100.evaluation.fairness.suppression import held_back, shown
from v100.store.runs import Run

DECIDED_WITHIN = 60
"""Days in which the panel has a man before it: two of its monthly sittings."""


@dataclass(frozen=True)
class Taken:
    """Of a group, men listed; of them adopted, how many would be expected from their days alone, and how likely a
    difference like this is by chance (none where days alone decided). Nothing stands where a small number is held back.
    apart: it is too unlikely."""

    kind: str
    group: str
    men: int | None
    adopted: int | None
    expected: float | None = None
    chance: float | None = None
    apart: bool = False


@dataclass(frozen=True)
class Panel:
    """runs: the days of the runs whose lists are read; men: all listed at least DECIDED_WITHIN days before what is
    known ends, adopted: how many of them; waiting: men listed too lately; lines: how many of the file are of these men,
    and how many it has."""

    runs: list[date]
    men: int
    adopted: int
    waiting: int
    lines: tuple[int, int]
    groups: list[Taken]


def panel(backend: Backend, past: Sequence[Run], told: pa.Table, groups: ir.Table, *, smallest: int) -> Panel:
    """past: the runs of one policy, oldest first; told: a file of who was adopted when; groups: of the last run's
    people.

    A man counts once, from the first of these runs that lists him, as whom the last run takes him for.
    """
    last = past[-1]
    mentions = engine.keep(backend, "panel_mention", last.table("person_mention"))
    every = ever_listed(backend, past, mentions)
    order = [every.as_at, every.units.desc(), every.was_id]
    once = ibis.row_number().over(group_by=every.person_id, order_by=order) == 0
    first = engine.keep(backend, "panel_first", every.filter(once))
    known_to = date.fromisoformat(last.manifest["known_to"])
    until, a_year = (known_to - timedelta(days=days) for days in (DECIDED_WITHIN, FOLLOWED_DAYS))
    spells = engine.keep(backend, "panel_spell", bound(told, every, mentions))
    men = with_adoption(first.filter(first.as_at <= until), spells, DECIDED_WITHIN)
    men = men.select("person_id", "units", adopted=men.adopted > 0, followed=men.as_at <= a_year)
    men = engine.keep(backend, "panel_men", men)
    whole = men.agg(men=_.count(), adopted=_.adopted.sum()).to_pyarrow().to_pylist()[0]
    return Panel(
        runs=[run.as_at for run in past],
        men=whole["men"],
        adopted=int(whole["adopted"] or 0),
        waiting=int(first.count().to_pyarrow().as_py()) - whole["men"],
        lines=(int(spells.semi_join(men, "person_id").line.nunique().to_pyarrow().as_py()), told.num_rows),
        groups=taken(men, groups.filter(_.kind != BOROUGH), smallest=smallest) if whole["men"] else [],
    )


def taken(men: ir.Table, groups: ir.Table, *, smallest: int) -> list[Taken]:
    """men: person_id, units, adopted, followed (he stands in the table of what followed, too); groups: person_id, kind,
    group."""
    sums = {"men": _.count(), "adopted": _.adopted.sum(), "followed": _.followed.sum()}
    counts = by_kind(men.join(groups, "person_id"), **sums)
    of_men = men.order_by("person_id").to_pyarrow()
    adopted = of_men["adopted"].to_numpy(zero_copy_only=False)
    block = alike(of_men["units"].to_numpy(), adopted)
    of_groups = groups.semi_join(men, "person_id").order_by("kind", "person_id").to_pyarrow()
    found = [
        _beside_days(each, block, adopted, of_kind(of_groups, kind) == each.group)
        for kind, rows in counts
        for each in _held_back(rows, smallest)
    ]
    tested = sum(each.chance is not None for each in found)
    return [replace(each, apart=too_unlikely(each.chance, tested)) for each in found]


def _held_back(rows: list[dict[str, Any]], smallest: int) -> list[Taken]:
    """A reader could take the men of whom it is told what followed from these: the rest must not be few, either."""
    men, adopted, followed = (np.array([int(row[name]) for row in rows]) for name in ("men", "adopted", "followed"))
    few = held_back(followed, men - followed, smallest=smallest, already=held_back(men, smallest=smallest))
    hidden = held_back(adopted, men - adopted, smallest=smallest, already=few)
    numbers = zip(rows, shown(men, few), shown(adopted, hidden), strict=True)
    return [Taken(row["kind"], row["group"], listed, taken_on) for row, listed, taken_on in numbers]


def _beside_days(
    each: Taken, block: npt.NDArray[np.intp], adopted: npt.NDArray[np.bool_], mine: npt.NDArray[np.bool_]
) -> Taken:
    if each.adopted is None:
        return each
    _seen, hoped, chance = expected(block, adopted, mine)
    return replace(each, expected=hoped, chance=chance)
