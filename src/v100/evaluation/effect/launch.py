"""Before and after the launch: arrests of the listed beside arrests of those who stand just below them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from v100.errors import V100Error
from v100.evaluation.effect.estimate import Check, Estimate, Interval, of_difference, of_logarithm
from v100.evaluation.effect.jump import FEWEST_CASES

if TYPE_CHECKING:
    import pandas as pd

BESIDE = 3
"""Who is beside the list: ranks from its length to so many times it."""


@dataclass(frozen=True)
class Month:
    """From one run to the next: the share arrested of the listed and of those beside them, and how far the difference
    (in percentage points of men) is from the month before the launch. That month has no interval: it is nought."""

    as_at: date
    months: int
    listed: float
    beside: float
    moved: Interval | None


def before_and_after(rows: "pd.DataFrame", launched: date) -> tuple[Estimate, list[Month]]:
    """How many times as often the listed were arrested since, beyond what changed for those beside them.

    `rows`: a study (study.Study) of all runs. The first run of the launch's day or later is month 0. Raises V100Error
    when no run came before the launch, or none after it is followed by another.
    """
    panel = rows[rows["rank"] <= BESIDE * rows["size"]]
    days = sorted(panel.as_at.unique())
    starts = [place for place, day in enumerate(days) if day >= launched]
    if not starts or starts[0] == 0:
        span = f"{days[0]} to {days[-1]}"
        raise V100Error(
            f"launched {launched}: a launch is measured between runs before and after it, and those that are followed "
            f"by another run are of {span}; give a day within, or leave --launched out"
        )
    panel = panel.assign(month=panel.as_at.map({day: place - starts[0] for place, day in enumerate(days)}))
    return _ratio(panel), _months(panel, days)


def _ratio(panel: "pd.DataFrame") -> Estimate:
    import numpy as np
    import statsmodels.api as sm

    after = (panel.month >= 0).to_numpy(float)
    listed = panel.listed.to_numpy(float)
    cells = panel.groupby([panel.listed, panel.month >= 0]).arrested_month.sum()
    few = len(cells) < 4 or cells.min() < FEWEST_CASES
    found, checks = None, []
    if not few:
        facts = np.column_stack([np.ones(len(panel)), listed, after, listed * after])
        fitted = _clustered(sm.GLM(panel.arrested_month.to_numpy(float), facts, family=sm.families.Poisson()), panel)
        found = of_logarithm(float(fitted.params[3]), float(fitted.bse[3]))
        checks = [_alike_before(panel)]
    return Estimate(
        key="launch",
        name="arrests, since against before",
        about="arrests",
        design="Before and after the launch",
        question="Since the launch, how many times as often were the listed arrested from one run to the next, beyond "
        f"what changed for ranks up to {BESIDE} times the list?",
        unit="times",
        found=found,
        men=panel.person_id.nunique(),
        rows=len(panel),
        assumes="Without the launch, arrests of the listed and of those beside them would have gone the same way.",
        cannot_say="Whatever else began in the same month and touched the listed alone counts as the list's doing.",
        checks=tuple(checks),
        why_not=f"Fewer than {FEWEST_CASES} arrests of the listed, or of those beside them, before or after."
        if few
        else "",
    )


def _alike_before(panel: "pd.DataFrame") -> Check:
    """Had the two gone apart before the launch already, the launch is not what parted them."""
    import numpy as np
    import statsmodels.api as sm

    name, before = "Before the launch the two went the same way", panel[panel.month < 0]
    if before.month.nunique() < 3 or before.groupby("listed").arrested_month.sum().min() < FEWEST_CASES:
        return Check(name, None, "Too few months or arrests before the launch to ask.")
    listed, month = before.listed.to_numpy(float), before.month.to_numpy(float)
    facts = np.column_stack([np.ones(len(before)), listed, month, listed * month])
    fitted = _clustered(sm.GLM(before.arrested_month.to_numpy(float), facts, family=sm.families.Poisson()), before)
    trend = of_logarithm(float(fitted.params[3]), float(fitted.bse[3]))
    return Check(
        name,
        not trend.odd_times(1),
        f"Month by month before it, arrests of the listed grew {trend.value:.2f} times as fast "
        f"({trend.low:.2f} to {trend.high:.2f}; 1 is the same).",
    )


def _months(panel: "pd.DataFrame", days: list[date]) -> list[Month]:
    """Each month's difference against the month before the launch."""
    import numpy as np
    import statsmodels.api as sm

    months = sorted(panel.month.unique())
    listed = panel.listed.to_numpy(float)
    each = np.column_stack([(panel.month == month).to_numpy(float) for month in months])
    others = [place for place, month in enumerate(months) if month != -1]
    facts = np.column_stack([each, listed, each[:, others] * listed[:, None]])
    fitted = _clustered(sm.OLS(panel.arrested_month.to_numpy(float), facts), panel)
    at = {place: len(months) + 1 + order for order, place in enumerate(others)}
    share = panel.groupby(["month", "listed"]).arrested_month.mean()
    return [
        Month(
            as_at=days[place],
            months=int(month),
            listed=float(share[month, True]),
            beside=float(share[month, False]),
            moved=of_difference(float(fitted.params[at[place]]), float(fitted.bse[at[place]])) if place in at else None,
        )
        for place, month in enumerate(months)
    ]


def _clustered(model: Any, rows: "pd.DataFrame") -> Any:
    """Fitted, with errors clustered by man: the same man stands in many months."""
    groups = rows.person_id.astype("category").cat.codes.to_numpy()
    return model.fit(cov_type="cluster", cov_kwds={"groups": groups})
