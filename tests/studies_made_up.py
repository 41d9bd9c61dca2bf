"""A study table of made-up men, as many as an estimate needs; what follows is for each test to say."""

from datetime import date

import numpy as np
import pandas as pd

from v100.evaluation.effect.study import Study

SIZE, DAYS = 100, 90


def months(count: int) -> list[date]:
    """The last day but two of so many months of 2025."""
    return [date(2025, month, 28) for month in range(1, count + 1)]


def standing(runs: int = 4, men: int = 900, seed: int = 1) -> pd.DataFrame:
    """Ranks 1 to 400 of so many runs. Harm days fall with the rank, without heaps; who stands where is drawn, so that a
    man stands in several runs. Everybody is followed for a year; nothing is known to have followed."""
    random = np.random.default_rng(seed)
    days = months(runs)
    rows = []
    for run, day in enumerate(days):
        rank = np.arange(1, 4 * SIZE + 1)
        harm = 40_000 / (rank + 20)
        rows.append(
            pd.DataFrame(
                {
                    "person_id": [f"P{man:04}" for man in random.permutation(men)[: len(rank)]],
                    "as_at": day,
                    "next_on": days[run + 1] if run + 1 < runs else date(2026, 1, 28),
                    "run": run,
                    "size": SIZE,
                    "rank": rank,
                    "x": SIZE + 0.5 - rank,
                    "listed": rank <= SIZE,
                    "harm_days": harm,
                    "cut": 40_000 / (SIZE + 20.5),
                    "tied": False,
                    "reports": random.integers(1, 5, len(rank)).astype(float),
                    "quiet_days": random.integers(0, 100, len(rank)).astype(float),
                    "followed": 365.0,
                }
            )
        )
    rows = pd.concat(rows, ignore_index=True)
    nothing = ["arrest_day", "custody_day", "death_day", "listed_day", "sentence_days"]
    never = ["arrested", "arrested_earlier", "arrested_later", "arrested_unknown", "charged", "arrested_month"]
    never += ["arrested_before", "charged_before", "any_90", "harm_90"]
    return rows.assign(**dict.fromkeys(nothing, np.nan), **dict.fromkeys(never, 0.0))


def happens(rows: pd.DataFrame, share: float, times: float, seed: int) -> np.ndarray:
    """To a share of men at the cut, to fewer farther down, and to `times` as many of the listed: one or nought."""
    random = np.random.default_rng(seed)
    return (random.random(len(rows)) < share * np.exp(rows.x / 400) * np.where(rows.listed, times, 1)).astype(float)


def study_of(rows: pd.DataFrame) -> Study:
    days = tuple(sorted(rows.as_at.unique()))
    return Study(
        rows=rows,
        policy="v100",
        days=DAYS,
        horizons=(DAYS,),
        days_of_runs=(*days, rows.next_on.max()),
        run_ids=tuple(f"{day}-v100-a" for day in (*days, rows.next_on.max())),
        marking="OFFICIAL-SENSITIVE",
    )
