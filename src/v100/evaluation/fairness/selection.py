"""Who is on the list, by group: rates for each thousand suspects and for the days reported, and their ratios."""

from dataclasses import dataclass, replace
from typing import Any

import ibis.expr.types as ir
import numpy as np
from ibis import _

from v100.evaluation.fairness.groups import NOT_KNOWN, by_kind
from v100.evaluation.fairness.intervals import Interval, ratio
from v100.evaluation.fairness.suppression import held_back, shown


@dataclass(frozen=True)
class Selected:
    """One group of one kind. Nothing stands where a small number is held back.

    suspects: men with a counted line; days: what is reported of them; aside: those whom a rule or a decision set aside
    though their days would have listed them. to_largest, days_to_largest: the rate of being listed for each suspect,
    and for each day reported, against the largest group's; empty for it, and for those not known.
    """

    kind: str
    group: str
    suspects: int | None
    days: float | None
    ranked: int | None
    listed: int | None
    aside: int | None
    to_largest: Interval | None = None
    days_to_largest: Interval | None = None

    @property
    def per_1000(self) -> float | None:
        """Listed for each 1,000 suspects."""
        return None if self.listed is None or not self.suspects else 1000 * self.listed / self.suspects

    @property
    def per_100_000_days(self) -> float | None:
        """Listed for each 100,000 harm days reported."""
        return None if self.listed is None or not self.days else 100_000 * self.listed / self.days


@dataclass(frozen=True)
class Totals:
    """All men together."""

    suspects: int
    days: float
    ranked: int
    listed: int
    aside: int


def totals(men: ir.Table) -> Totals:
    """men: men_of."""
    row = men.agg(**SUMS).to_pyarrow().to_pylist()[0]
    return Totals(
        suspects=row["suspects"],
        days=float(row["days"] or 0),
        **{name: int(row[name] or 0) for name in ("ranked", "listed", "aside")},
    )


SUMS = {
    "suspects": _.count(),
    "days": _.days.sum(),
    "ranked": _.ranked.sum(),
    "listed": _.listed.sum(),
    "aside": _.enough.sum(),
}


def selection(men: ir.Table, groups: ir.Table, *, smallest: int) -> list[Selected]:
    """men: men_of; groups: groups_of."""
    found = by_kind(men.join(groups, "person_id"), **SUMS)
    return [each for _, rows in found for each in _compared(_held_back(rows, smallest))]


def _held_back(rows: list[dict[str, Any]], smallest: int) -> list[Selected]:
    """Parts that could be told apart: not ranked, ranked and not listed, listed, set aside with enough harm."""
    suspects, ranked, listed, aside = (
        np.array([int(row[name]) for row in rows]) for name in ("suspects", "ranked", "listed", "aside")
    )
    few = held_back(suspects, smallest=smallest)
    few_ranked = held_back(ranked, suspects - ranked, smallest=smallest, already=few)
    few_listed = held_back(listed, ranked - listed, smallest=smallest, already=few)
    few_aside = held_back(aside, suspects - ranked - aside, smallest=smallest, already=few_ranked)
    counts = zip(
        rows,
        few,
        shown(suspects, few),
        shown(ranked, few_ranked),
        shown(listed, few_listed),
        shown(aside, few_aside),
        strict=True,
    )
    return [
        Selected(row["kind"], row["group"], all_, None if hide else float(row["days"]), *parts)
        for row, hide, all_, *parts in counts
    ]


def _compared(groups: list[Selected]) -> list[Selected]:
    """Each known group against the one with most suspects."""
    largest = largest_of(groups)
    return [each if each is largest or each.group == NOT_KNOWN else _against(each, largest) for each in groups]


def largest_of(groups: list[Selected]) -> Selected | None:
    """The known group of a kind with most suspects whose number on the list is told; none where none is."""
    known = [each for each in groups if each.listed and each.group != NOT_KNOWN]
    return max(known, key=lambda each: each.suspects or 0, default=None)


def _against(each: Selected, largest: Selected | None) -> Selected:
    if largest is None or not (each.listed and each.suspects and largest.listed and largest.suspects):
        return each
    return replace(
        each,
        to_largest=ratio(each.listed, each.suspects, largest.listed, largest.suspects),
        days_to_largest=ratio(each.listed, each.days or 0, largest.listed, largest.days or 0, of_people=False),
    )
