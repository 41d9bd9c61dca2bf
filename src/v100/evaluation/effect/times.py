"""How soon: the time to the first arrest of newly listed men and of those beside them; custody and death compete."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from v100.evaluation.effect.estimate import Check, Interval, of_logarithm
from v100.evaluation.effect.jump import FEWEST_CASES, FEWEST_MEN

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 365
"""Days after which nobody is followed further."""
ARREST, OTHER = 1, 2
"""What ended his time: an arrest; custody without one, or death. Nought: he was followed no further."""


@dataclass(frozen=True)
class Times:
    """`found`: how many times the daily chance of arrest, of those still free and alive, is that of those beside them.
    `curves`: for the listed and for those beside them (day, share arrested by then)."""

    found: Interval | None
    check: Check
    men: int
    curves: dict[str, list[tuple[float, float]]]


def ended(rows: "pd.DataFrame") -> "pd.DataFrame":
    """`rows` with `time` (days) and `end`: whichever came first of his arrest, custody, death, the run that lists a man
    who was not listed, the last day known, LONGEST. On one day the arrest comes first: it leads to custody."""
    import numpy as np

    came_onto = rows.listed_day.where(~rows.listed)
    stop = np.fmin(np.fmin(rows.followed, LONGEST), came_onto)
    other = np.fmin(rows.custody_day, rows.death_day)
    time = np.fmin(np.fmin(rows.arrest_day, other), stop)
    end = np.select([rows.arrest_day == time, other == time], [ARREST, OTHER], default=0)
    return rows.assign(time=time, end=end)


def times(pairs: "pd.DataFrame") -> Times:
    """Of matched pairs (matched.matched): a Cox regression for the cause arrest (others end his time), errors clustered
    by pair; and Aalen and Johansen's curves."""
    rows, name = ended(pairs), "The ratio is the same early and late"
    arrests = [int(((rows.end == ARREST) & (rows.listed == side)).sum()) for side in (True, False)]
    if min(arrests) < FEWEST_CASES or rows.pair.nunique() < FEWEST_MEN:
        return Times(None, Check(name, None, "Too few arrests to ask."), 0, {})
    found, alike = hazard_ratio(rows), _proportional(rows)
    says = (
        f"The chance that it would seem to change as much where it does not: {alike:.0%}."
        if alike >= 0.01
        else f"It changes with time (chance alone: {alike:.1%}): read the curves, the ratio is a mean over the year."
    )
    return Times(found, Check(name, alike >= 0.01, says), rows.person_id.nunique(), _curves(rows))


def hazard_ratio(rows: "pd.DataFrame") -> Interval:
    """Of rows with time and end (ended)."""
    from lifelines import CoxPHFitter

    fitted = CoxPHFitter().fit(_facts(rows), "time", "end", cluster_col="pair")
    return of_logarithm(float(fitted.params_["listed"]), float(fitted.standard_errors_["listed"]))


def _facts(rows: "pd.DataFrame") -> "pd.DataFrame":
    facts = rows[["time", "listed", "pair"]].assign(end=(rows.end == ARREST).astype(int))
    return facts.assign(listed=facts.listed.astype(float))


def _proportional(rows: "pd.DataFrame") -> float:
    """How often chance alone would make the ratio change so much with time (Grambsch and Therneau 1994)."""
    from lifelines import CoxPHFitter
    from lifelines.statistics import proportional_hazard_test

    facts = _facts(rows).drop(columns="pair")
    tested = proportional_hazard_test(CoxPHFitter().fit(facts, "time", "end"), facts, time_transform="rank")
    return float(tested.summary.loc["listed", "p"])


def _curves(rows: "pd.DataFrame") -> dict[str, list[tuple[float, float]]]:
    return {
        name: cumulative(some)
        for name, some in (("newly listed", rows[rows.listed]), ("beside them", rows[~rows.listed]))
    }


def cumulative(rows: "pd.DataFrame") -> list[tuple[float, float]]:
    """(day, share arrested by then): what was not ended by anything so far, times the share of those at risk who are
    arrested on the day, added up (Aalen and Johansen 1978). lifelines' fitter shifts equal days by chance; dates are
    equal often."""
    days = rows.groupby("time").end.value_counts().unstack(fill_value=0)
    days = days.reindex(columns=[0, ARREST, OTHER], fill_value=0)
    at_risk, free, share, curve = len(rows), 1.0, 0.0, [(0.0, 0.0)]
    for day, stayed, arrests, others in days.itertuples():
        share += free * arrests / at_risk
        free *= 1 - (arrests + others) / at_risk
        at_risk -= stayed + arrests + others
        curve.append((float(day), share))
    return curve
