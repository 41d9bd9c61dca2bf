"""The men near the cut as counted: how many, and to how many what happened."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from v100.evaluation.effect.measuring import Effect
from v100.reports.evidence import Grid

if TYPE_CHECKING:
    import pandas as pd

NEAR = 25
"""Places on either side of the cut."""


def near_the_cut(found: Effect) -> Grid:
    """A row for each fact, a column for each side; of runs that were followed for the study's days."""
    days, rows = found.study.days, found.since_launch
    near = rows[(rows.x.abs() < NEAR) & (rows.followed >= days)]
    sides = near[near.listed], near[~near.listed]
    told: list[tuple[str, Callable[[pd.DataFrame], str]]] = [
        ("men in runs", lambda side: f"{len(side):,}"),
        ("men", lambda side: f"{side.person_id.nunique():,}"),
        ("new harm to women and girls recorded", lambda side: _share(side[f"any_{days}"])),
        ("harm days of it, mean", lambda side: _mean(side[f"harm_{days}"])),
        ("arrested", lambda side: _share(side.arrested)),
        ("– on a report that stood before the run", lambda side: _share(side.arrested_earlier)),
        ("– on a later report", lambda side: _share(side.arrested_later)),
        ("– the report is not told", lambda side: _share(side.arrested_unknown)),
        ("charged", lambda side: _share(side.charged)),
        ("sentenced to days in custody", lambda side: _share((side.sentence_days > 0).astype(float))),
        ("– days of it, median", lambda side: _median(side.sentence_days[side.sentence_days > 0])),
        ("in custody", lambda side: _share((side.custody_day <= days).astype(float))),
        ("died", lambda side: _share((side.death_day <= days).astype(float))),
        ("arrested in as many days before", lambda side: _share(side.arrested_before)),
    ]
    cells = tuple((name, *(count(side) for side in sides)) for name, count in told)
    return Grid(f"Within {days} days of a run", ("", f"last {NEAR} of the list", f"first {NEAR} below"), cells)


def _share(values: "pd.Series") -> str:
    return f"{int(values.sum())} ({values.mean():.1%})" if len(values) else "–"


def _mean(values: "pd.Series") -> str:
    return f"{values.mean():,.0f}" if len(values) else "–"


def _median(values: "pd.Series") -> str:
    return f"{values.median():,.0f}" if len(values) else "–"
