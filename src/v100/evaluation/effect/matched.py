"""Each man who is listed for the first time beside one who is not and is like him, in the same run."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from v100.evaluation.effect.estimate import Interval, of_difference, of_logarithm
from v100.evaluation.effect.jump import FEWEST_CASES, FEWEST_MEN

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LIKE = {"log_harm": "harm days (logarithm)", "reports": "reports", "quiet_days": "days since the last report"}
"""In what two men are alike, as the balance table says it."""
CALIPER = 0.5
"""Two men are not matched when they differ by more than so many standard deviations in any of them."""
EVEN = 0.25
"""Groups that differ by up to so many standard deviations in the mean are called alike (Stuart 2010)."""


@dataclass(frozen=True)
class Balance:
    """The mean of the newly listed and of those beside them, and how many standard deviations lie between: of all who
    could be matched, and of those matched."""

    name: str
    listed: float
    beside: float
    before: float
    after: float


@dataclass(frozen=True)
class Matched:
    """`rows`: rows of the study, two for each `pair`. `newly` men were listed for the first time."""

    rows: "pd.DataFrame"
    newly: int
    pairs: int
    balance: tuple[Balance, ...]


def matched(rows: "pd.DataFrame", *, first_is_new: bool) -> Matched:
    """Pairs of a newly listed man and an unlisted one who never was, nearest in harm days, reports and days since the
    last report, none farther than CALIPER in any; a man stands in one pair at most.

    Men are taken run by run, in the order of the list, each with the nearest who is left. `first_is_new`: the first run
    is the first of the list, so that who is listed there was not before.
    """
    import numpy as np

    facts = rows.assign(log_harm=np.log(rows.harm_days.clip(lower=1)))
    spread = facts[list(LIKE)].std().replace(0, 1)
    first = facts[facts.listed].drop_duplicates("person_id")
    listed_on = first.set_index("person_id").run
    newly = first if first_is_new else first[first.run > facts.run.min()]
    free = facts[~facts.listed & ~(facts.person_id.map(listed_on) <= facts.run)]
    pairs: list[tuple[int, int]] = []
    taken: set[str] = set()
    for run, listed in newly.groupby("run"):
        men, others = (some[~some.person_id.isin(taken)] for some in (listed, free[free.run == run]))
        found = _nearest(men[list(LIKE)] / spread, others[list(LIKE)] / spread)
        pairs += found
        taken |= set(facts.loc[[other for _, other in found], "person_id"])
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    both = facts.loc[one + other].assign(pair=[*range(len(pairs)), *range(len(pairs))])
    return Matched(both, len(newly), len(pairs), _balance(newly, free[free.run.isin(newly.run)], both, spread))


def _nearest(men: "pd.DataFrame", others: "pd.DataFrame") -> list[tuple[int, int]]:
    """Index of each man with that of the nearest of the others who is left."""
    import numpy as np

    apart = np.abs(men.to_numpy(float)[:, None, :] - others.to_numpy(float)[None, :, :])
    distance = np.where((apart <= CALIPER).all(axis=2), (apart**2).sum(axis=2), np.inf)
    found = []
    for place, index in enumerate(men.index):
        if not len(others) or np.isinf(distance[place]).all():
            continue
        best = int(distance[place].argmin())
        distance[:, best] = np.inf
        found.append((index, others.index[best]))
    return found


def _balance(
    newly: "pd.DataFrame", free: "pd.DataFrame", both: "pd.DataFrame", spread: "pd.Series"
) -> tuple[Balance, ...]:
    one, other = both[both.listed], both[~both.listed]
    return tuple(
        Balance(
            name,
            float(one[column].mean()),
            float(other[column].mean()),
            float((newly[column].mean() - free[column].mean()) / spread[column]),
            float((one[column].mean() - other[column].mean()) / spread[column]),
        )
        for column, name in LIKE.items()
    )


def ratio(found: Matched, outcome: str) -> Interval | None:
    """How many times as often it happened to the listed: Poisson regression on a fact that is or is not (Zou 2004),
    errors clustered by pair. Nothing where there are too few, or it happened to too few."""
    import statsmodels.api as sm

    rows = _both_known(found.rows, outcome)
    if not _enough(rows, outcome):
        return None
    fitted = sm.GLM(rows[outcome].to_numpy(float), _facts(rows), family=sm.families.Poisson()).fit(
        cov_type="cluster", cov_kwds={"groups": rows.pair.to_numpy()}
    )
    return of_logarithm(float(fitted.params[1]), float(fitted.bse[1]))


def difference(found: Matched, outcome: str) -> Interval | None:
    """How much more there was of it with the listed, errors clustered by pair."""
    import statsmodels.api as sm

    rows = _both_known(found.rows, outcome)
    if not _enough(rows, outcome):
        return None
    fitted = sm.OLS(rows[outcome].to_numpy(float), _facts(rows)).fit(
        cov_type="cluster", cov_kwds={"groups": rows.pair.to_numpy()}
    )
    return of_difference(float(fitted.params[1]), float(fitted.bse[1]))


def _both_known(rows: "pd.DataFrame", outcome: str) -> "pd.DataFrame":
    return rows[rows[outcome].notna()]


def _enough(rows: "pd.DataFrame", outcome: str) -> bool:
    cases = (rows[outcome] != 0).groupby(rows.listed).sum()
    return rows.pair.nunique() >= FEWEST_MEN and len(cases) == 2 and bool(cases.min() >= FEWEST_CASES)


def _facts(rows: "pd.DataFrame") -> "np.ndarray":
    import numpy as np

    return np.column_stack([np.ones(len(rows)), rows.listed.to_numpy(float)])
