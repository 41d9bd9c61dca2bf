"""Given the harm that is reported of a man, does his group change whether he is listed? A departure is a fault.

The rank is a function of harm, so a logistic regression of listing on harm and group has no finite answer: harm alone
tells the listed from the others. Instead the chance of being listed is fitted as whatever rises with harm (isotonic
regression: Barlow and others 1972). Where harm alone decided, it is 0 or 1 for every man and nothing is left that a
group could explain, but for men with the same days on both sides of the cut. Where somebody with less was preferred,
men stand together whose chance lies between, and the group's listed are compared with those to be expected among them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import erfc, sqrt
from typing import TypeAlias

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from v100.evaluation.fairness.groups import AGE, ETHNICITY, KINDS, NOT_KNOWN
from v100.evaluation.fairness.listed import UNIT
from v100.evaluation.fairness.selection import Selected
from v100.evaluation.fairness.suppression_of_pairs import held_back_pairs

Names: TypeAlias = npt.NDArray[np.object_]

TWO_KINDS = f"{ETHNICITY} and {AGE}"
"""The kind of the groups that are two at once."""

FAULT = 0.05
"""Chance of calling any group at fault where none is (Bonferroni, over the groups in which anything is left)."""


@dataclass(frozen=True)
class Recount:
    """The list made again from the counted lines. differ: ranked men whose days are not the sum of their lines;
    passed_over: ranked men with more days than somebody listed, who are not. Both are 0, or there is a fault.
    tied: men with the days of the last place, some listed and some not; 0 where none had to be parted."""

    differ: int
    passed_over: int
    tied: int

    @property
    def sound(self) -> bool:
        return not (self.differ or self.passed_over)


@dataclass(frozen=True)
class Expected:
    """Of a group, or of two groups at once: how many are listed, how many would be expected from their days alone, how
    likely a difference like this is by chance (none where harm alone decides); fault: it is too unlikely."""

    kind: str
    group: str
    listed: int
    expected: float
    chance: float | None
    fault: bool = False

    @property
    def ratio(self) -> float | None:
        return self.listed / self.expected if self.expected else None


def recount(men: ir.Table) -> Recount:
    """men: men_of."""
    ranked = men.filter(_.ranked)
    last = ranked.filter(_.listed).agg(last=_.days.min())
    beside = ranked.cross_join(last)
    row = beside.agg(
        differ=(_.days != _.ranked_days).sum(),
        passed_over=((_.days > _.last) & ~_.listed).sum(),
        tied=((_.days == _.last).sum()),
        parted=((_.days == _.last) & ~_.listed).sum(),
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    found = {name: int(value or 0) for name, value in row.items()}
    return Recount(found["differ"], found["passed_over"], found["tied"] if found["parted"] else 0)


def given_harm(men: ir.Table, groups: ir.Table, selected: list[Selected], *, smallest: int) -> list[Expected]:
    """Ranked men by kind and group, those whose number of listed is shown in `selected`; then by two kinds at once, the
    pairs whose number may be told beside these."""
    ranked = men.filter(_.ranked).select("person_id", "listed", units=(_.days * UNIT).cast("int64"))
    of_men = ranked.order_by("person_id").to_pyarrow()
    if not of_men.num_rows:
        return []
    of_groups = groups.semi_join(ranked, "person_id").order_by("kind", "person_id").to_pyarrow()
    block = alike(of_men["units"].to_numpy(), of_men["listed"].to_numpy(zero_copy_only=False))
    listed = of_men["listed"].to_numpy(zero_copy_only=False)
    by_kind = {kind: of_kind(of_groups, kind) for kind in KINDS}
    found = []
    for kind in KINDS:
        shown = {each.group for each in selected if each.kind == kind and each.listed is not None}
        for name in sorted(shown, key=lambda name: (name == NOT_KNOWN, name)):
            found.append(Expected(kind, name, *expected(block, listed, by_kind[kind] == name)))
    for one, other in _pairs_told(by_kind, listed, selected, smallest):
        mine = (by_kind[ETHNICITY] == one) & (by_kind[AGE] == other)
        found.append(Expected(TWO_KINDS, f"{one}, {other}", *expected(block, listed, mine)))
    tested = sum(each.chance is not None for each in found)
    return [
        Expected(each.kind, each.group, each.listed, each.expected, each.chance, too_unlikely(each.chance, tested))
        for each in found
    ]


def _pairs_told(
    by_kind: Mapping[str, Names], listed: npt.NDArray[np.bool_], selected: list[Selected], smallest: int
) -> Iterator[tuple[str, str]]:
    """An ethnicity and an age each, in the order of `selected`."""
    rows, columns = ([each for each in selected if each.kind == kind] for kind in (ETHNICITY, AGE))
    if not (rows and columns):
        return
    ethnic, age = by_kind[ETHNICITY][listed], by_kind[AGE][listed]
    counts = np.array([[((ethnic == one.group) & (age == other.group)).sum() for other in columns] for one in rows])
    few, few_other = (np.array([each.listed is None for each in side]) for side in (rows, columns))
    for row, column in np.argwhere(~held_back_pairs(counts, few, few_other, smallest=smallest)):
        yield rows[row].group, columns[column].group


def of_kind(groups: pa.Table, kind: str) -> Names:
    """Groups in the order of person_id."""
    return groups.filter(pc.field("kind") == kind)["group"].to_numpy(zero_copy_only=False)


def too_unlikely(chance: float | None, tested: int) -> bool:
    return chance is not None and chance < FAULT / tested


def alike(units: npt.NDArray[np.int64], listed: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Men by number of the block that they stand in: same fitted chance of being listed at their days."""
    from sklearn.isotonic import IsotonicRegression  # a second that nobody waits for who asks for another command

    fitted = IsotonicRegression().fit_transform(units.astype(float), listed.astype(float))
    return np.unique(fitted.round(12), return_inverse=True)[1]


def expected(
    block: npt.NDArray[np.intp], listed: npt.NDArray[np.bool_], mine: npt.NDArray[np.bool_]
) -> tuple[int, float, float | None]:
    """Listed of the group, expected from its blocks, and the chance of so large a difference (Mantel and Haenszel 1959:
    within a block, any men may be those listed)."""
    blocks = int(block.max()) + 1
    size = np.bincount(block, minlength=blocks).astype(float)
    taken = np.bincount(block[listed], minlength=blocks).astype(float)
    own = np.bincount(block[mine], minlength=blocks).astype(float)
    hoped = float((own * taken / size).sum())
    apart = np.maximum(size - 1, 1)
    spread = float((own * (size - own) * taken * (size - taken) / (size * size * apart)).sum())
    seen = int((mine & listed).sum())
    return seen, hoped, erfc(abs(seen - hoped) / sqrt(2 * spread)) if spread > 0 else None
