"""The whole measure: the study, every design's estimates, and what a page draws of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from v100.evaluation.effect.beside import beside
from v100.evaluation.effect.cut import adopted_at_the_cut, at_the_cut
from v100.evaluation.effect.estimate import Estimate
from v100.evaluation.effect.launch import Month, before_and_after
from v100.evaluation.effect.matched import Matched, matched
from v100.evaluation.effect.study import Study, study
from v100.evaluation.effect.times import times

if TYPE_CHECKING:
    import pandas as pd

CLAIMED = 2.0
"""The claim to check: the risk of arrest of those listed more than doubled."""
ASKED = ("arrested", "matched_arrested", "how_soon", "launch")
"""Estimates of that risk."""


@dataclass(frozen=True)
class Effect:
    """`estimates` in the order in which a page says them, later harm first. `months` are empty without a launch;
    `curves` (times.Times) where arrests are too few."""

    study: Study
    launched: date | None
    estimates: tuple[Estimate, ...]
    months: tuple[Month, ...]
    matched: Matched
    curves: dict[str, list[tuple[float, float]]]

    @property
    def since_launch(self) -> "pd.DataFrame":
        """The rows of the study from the launch on; all where none is given."""
        rows = self.study.rows
        return rows if self.launched is None else rows[rows.as_at >= self.launched]

    def named(self, key: str) -> Estimate:
        return next(each for each in self.estimates if each.key == key)


def effect(
    store: Path,
    policy: str = "v100",
    *,
    days: int = 90,
    since: date | None = None,
    until: date | None = None,
    launched: date | None = None,
    adopted: Path | None = None,
) -> Effect:
    """What being listed changed, from the sealed runs of a store.

    Raises V100Error when the runs are too few, are not followed for `days`, or lie all on one side of the launch, or
    the file of adoptions is at fault.
    """
    return measure(study(store, policy, days=days, since=since, until=until, adopted=adopted), launched)


def measure(found: Study, launched: date | None = None) -> Effect:
    """Every estimate on a study table, whatever its outcomes come from. Raises V100Error when its runs lie all on one
    side of the launch."""
    before_after, months = before_and_after(found.rows, launched) if launched else (None, [])
    since_launch = found.rows if launched is None else found.rows[found.rows.as_at >= launched]
    pairs = matched(since_launch, first_is_new=launched is not None)
    how_soon = times(pairs.rows)
    estimates = at_the_cut(found, launched)
    estimates += adopted_at_the_cut(found, launched) if "adopted" in found.rows else []
    estimates += beside(pairs, how_soon, found.days)
    estimates += [before_after] if before_after else []
    return Effect(
        study=found,
        launched=launched,
        estimates=tuple(sorted(estimates, key=lambda each: each.about != "harm")),
        months=tuple(months),
        matched=pairs,
        curves=how_soon.curves,
    )


def claim(estimate: Estimate) -> str | None:
    """What an estimate says of the claim that the risk of arrest more than doubled; nothing where it is of another."""
    if estimate.key not in ASKED:
        return None
    if estimate.found is None:
        return "cannot say"
    if estimate.sound is False:
        return "cannot be relied on, since a check did not pass"
    if estimate.found.low > CLAIMED:
        return "bears it out"
    return "speaks against it" if estimate.found.high < CLAIMED else "leaves it open"
