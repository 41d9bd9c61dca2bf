"""How an outcome jumps at the cut: local regression on both sides of it, with robust bias-corrected intervals."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from v100.evaluation.effect.estimate import Interval, of_difference, of_two

if TYPE_CHECKING:
    import pandas as pd

FEWEST_MEN, FEWEST_CASES = 20, 5
"""On each side of the cut, as near as is looked: with fewer men, or fewer of them to whom it happened, nothing is
estimated."""


@dataclass(frozen=True)
class Jump:
    """The mean just above and just below the cut, each with its variance, over so many men and rows within `width`
    places of it; and the line on either side as drawn, its height at the cut and its slope, bias and all."""

    above: float
    above_variance: float
    below: float
    below_variance: float
    width: float
    men: int
    rows: int
    line_above: tuple[float, float]
    line_below: tuple[float, float]

    @property
    def difference(self) -> Interval:
        return of_difference(self.above - self.below, (self.above_variance + self.below_variance) ** 0.5)

    @property
    def ratio(self) -> Interval | None:
        return of_two(self.above, self.above_variance, self.below, self.below_variance)


def jump(rows: "pd.DataFrame", outcome: str, *, at: float = 0.0, width: float | None = None) -> Jump | None:
    """Of `outcome` (a column of numbers) where x passes `at`, among the rows in which it is known; nothing where there
    are too few.

    Local linear on either side, triangular weights, the width that errs least, the bias taken out and its doubt added,
    errors clustered by man (Calonico, Cattaneo and Titiunik 2014, as their rdrobust has it). The doubts of the two
    sides are added as if no man stood on both: who does makes the interval a little too wide.
    """
    known = rows[rows[outcome].notna()]
    if not _enough(known, outcome, at):
        return None
    fitted = _fit(known, outcome, at, width)
    reach = float(fitted.bws.loc["h"].max())
    near = known[(known.x - at).abs() < reach]
    if not _enough(near, outcome, at):
        return None
    below, above = map(float, fitted.tau_bc)
    return Jump(
        above,
        float(fitted.V_rb_r[0, 0]),
        below,
        float(fitted.V_rb_l[0, 0]),
        reach,
        near.person_id.nunique(),
        len(near),
        _line(fitted.beta_p_r),
        _line(fitted.beta_p_l),
    )


def _line(fitted: Any) -> tuple[float, float]:
    height, slope = fitted[:, 0]
    return float(height), float(slope)


def moved(rows: "pd.DataFrame", outcome: str, taken: str) -> tuple[Interval, Interval] | None:
    """How much the cut moves `taken` (0 or 1), and `outcome` for each man whom it moves (a fuzzy discontinuity);
    nothing where there are too few."""
    known = rows[rows[outcome].notna() & rows[taken].notna()]
    if not _enough(known, outcome, 0.0) or not _enough(known, taken, 0.0, below=0):
        return None
    fitted = _fit(known, outcome, 0.0, None, fuzzy=known[taken].to_numpy(float))
    first = of_difference(float(fitted.tau_T.loc["Robust"].iloc[0]), float(fitted.se_T.loc["Robust"].iloc[0]))
    return first, of_difference(float(fitted.coef.loc["Robust"].iloc[0]), float(fitted.se.loc["Robust"].iloc[0]))


def _enough(rows: "pd.DataFrame", outcome: str, at: float, below: int = FEWEST_CASES) -> bool:
    sides = (rows[rows.x > at], FEWEST_CASES), (rows[rows.x < at], below)
    return all(side.person_id.nunique() >= FEWEST_MEN and (side[outcome] != 0).sum() >= cases for side, cases in sides)


def _fit(rows: "pd.DataFrame", outcome: str, at: float, width: float | None, **more: Any) -> Any:
    import numpy as np
    from rdrobust import rdrobust  # several seconds, with the drawing of charts that is not used here

    with np.errstate(all="ignore"):  # where nothing happened near the cut; that is asked afterwards
        return rdrobust(
            rows[outcome].to_numpy(float),
            rows.x.to_numpy(float),
            c=at,
            h=width,
            cluster=rows.person_id.to_numpy(),
            vce="cr1",
            masspoints="off",  # every run has the same ranks: they are known to repeat
            bwcheck=10,
            **more,
        )
