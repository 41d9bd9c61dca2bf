"""How well the true man of an undetected crime could be found by one who knows how the city makes its crimes.

The scorer knows more than any force could: every share of data/city, how strongly people keep to their ways, every
offender's true rate, type and age, and which solved crimes were truly whose. His ways it must learn from these, by
Bayes' rule; where he lives it knows, or learns from these, too, as V100 must, which never uses an address. Whom it
ranks, and for which crimes, is what `v100 evaluate links` ranks. Custody it does not use.
"""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import norm

from proof.homes import NEVER, Homes
from proof.ways import Seen, seen
from v100 import engine
from v100.city.rates import Kind, Rates, load
from v100.evaluation.hidden import sought_crimes
from v100.evaluation.known import known_to_run
from v100.store.runs import open_run

Array = Any
FIRST = 10
YEAR = 365.25
SAID_TOO_OLD = 3
"""Years (standard deviation) by which a witness errs (v100.city.recording: describe)."""


def ceiling(store: Path, truth: Path, signature: float) -> dict[str, tuple[float, float]]:
    """By category, the share of the sought crimes (evaluation.hidden) whose true man is among the first FIRST, for one
    who knows where men live and for one who learns it; men with the same score stand in any order."""
    run = open_run(store)
    with known_to_run(store, run) as (backend, known):
        laid = sought_crimes(backend, known, run, truth)
        report = known["crime_report"].select("report_id", "borough", "easting", "northing", "mo_text", "mo_codes")
        first = known["offence"].group_by("report_id").agg(code=known["offence"].ho_code.argmin(known["offence"].line))
        crimes = engine.keep(backend, "ceiling_crimes", laid.crimes.drop("easting", "northing", "mo_text", "mo_codes"))
        crimes = crimes.join(report, "report_id").join(first, "report_id").to_pandas()
        solved = laid.suspects.join(laid.who, "person_id").select("report_id", "true_id").distinct().to_pandas()
        sought = laid.sought.to_pandas()
    people = _table(truth / "person.csv").set_index("true_id")
    did = _table(truth / "report.csv")[["report_id", "true_id"]]
    return {
        str(category): _share(crimes[crimes["category"] == category], solved, group, people, did, signature)
        for category, group in sought.groupby("category")
    }


def _table(path: Path) -> pd.DataFrame:
    return duckdb.sql(f"SELECT * FROM read_csv('{path}', all_varchar = true)").df()


def _share(
    crimes: pd.DataFrame,
    solved: pd.DataFrame,
    sought: pd.DataFrame,
    people: pd.DataFrame,
    did: pd.DataFrame,
    strength: float,
) -> tuple[float, float]:
    rates = load()
    crimes = crimes.reset_index(drop=True)
    row = pd.Series(crimes.index, crimes["report_id"])
    named = solved[solved["report_id"].isin(crimes["report_id"][crimes["solved"]])]
    men = pd.Index(sorted(named["true_id"].unique()))
    truly = named.merge(did, on=["report_id", "true_id"])
    man, crime = men.get_indexer(truly["true_id"]), row[truly["report_id"]].to_numpy()
    asked, true = row[sought["report_id"]].to_numpy(), men.get_indexer(sought["true_id"])
    kinds = [_kind(code, rates) for code in crimes["code"]]
    score = _by_age(crimes.iloc[asked], [kinds[at] for at in asked], people.reindex(men), rates)
    for choice in seen(crimes, kinds, rates, strength):
        predicted, value = _learnt(choice, man, crime, len(men)), choice.value[asked]
        score[value >= 0] += predicted[:, value[value >= 0]].T
    homes, kinds_asked = Homes(people, men, rates), [kinds[at] for at in asked]
    learnt = homes.learnt(crimes.iloc[crime], [kinds[at] for at in crime], man)
    known, guessed = (homes.chances(crimes.iloc[asked], kinds_asked, lives) for lives in (homes.known(), learnt))
    return _among_first(score + known, true), _among_first(score + guessed, true)


def _among_first(score: Array, true: Array) -> float:
    own = score[np.arange(len(true)), true]
    better, level = (score > own[:, None]).sum(axis=1), (score == own[:, None]).sum(axis=1)
    return float(np.clip((FIRST - better) / level, 0, 1).mean())


def _kind(code: str, rates: Rates) -> Kind | None:
    return next((kind for kind in rates.kinds if any(code == each[0] for each in kind.codes)), None)


def _learnt(choice: Seen, man: Array, crime: Array, men: int) -> Array:
    """Of each man, the log chance of each value in his next crime, given those of his solved ones."""
    value = choice.value[crime]
    count = np.zeros((men, len(choice.likelihood)))
    np.add.at(count, (man[value >= 0], value[value >= 0]), 1)
    log = count @ np.log(choice.likelihood)
    cells = np.exp(log - log.max(axis=1, keepdims=True))
    return np.log(cells / cells.sum(axis=1, keepdims=True) @ choice.likelihood.T)


def _by_age(asked: pd.DataFrame, kinds: list[Kind | None], men: pd.DataFrame, rates: Rates) -> Array:
    """The log chance of the age that a witness gave, in fives; it may be a mate's."""
    born = (pd.to_datetime(men["date_of_birth"]) - pd.Timestamp("1970-01-01")).dt.days.to_numpy()
    together = rates["crime"]["co_suspect"]
    found = np.zeros((len(asked), len(men)))
    for at, (said, begins, kind) in enumerate(zip(asked["suspect_age"], asked["begins"], kinds, strict=True)):
        if pd.isna(said) or pd.isna(begins):
            continue
        years = np.floor((begins / 1440 - born) / YEAR)
        low = said // 5 * 5
        own = norm.cdf((low + 4.5 - years) / SAID_TOO_OLD) - norm.cdf((low - 0.5 - years) / SAID_TOO_OLD)
        own = np.nan_to_num(own, nan=np.nanmean(own))
        mates = together.get(kind.group, 0.0) / 2 if kind else 0.0
        found[at] = np.log(np.maximum((1 - mates) * own + mates * own.mean(), NEVER))
    return found
