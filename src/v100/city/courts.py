"""Remand, hearings, verdict, sentence, release and recall.

A custody spell is given only where it contradicts nothing: it begins after the last crime he is known to have done and
touches no other spell of his. Crimes drawn later look at the spells.
"""

import numpy as np
import pandas as pd

from v100.city.calendar import NEVER
from v100.city.events import Diary
from v100.city.offenders import State
from v100.city.rates import Rates
from v100.city.streams import Array, chance, choose, spread_days

OTHER_SENTENCES = ("community order", "fine", "suspended sentence", "conditional discharge")


def trials(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """Adds convicted and verdict_on (the day of sentence when convicted) to the cases, and their events."""
    charged = cases[cases["charged_on"] < NEVER].reset_index(names="case")
    run = _course(rates, random, charged)
    _custody(rates, state, random, charged, run)
    _hearings(charged, run, diary)
    _sentences(rates, random, charged, run, diary)
    cases["convicted"], cases["verdict_on"] = False, NEVER
    cases.loc[charged["case"], "convicted"] = run["convicted"].to_numpy()
    cases.loc[charged["case"], "verdict_on"] = run["sentence"].to_numpy()


def recalls(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """A man arrested within a year of release goes back for four weeks."""
    arrested_on, person = cases["arrested_on"].to_numpy(), cases["person"].to_numpy()
    day = np.where(arrested_on < NEVER, arrested_on + 2, NEVER)
    _, out = state.custody.spells(person)
    recent = ((out < day[:, None]) & (out > day[:, None] - 365)).any(axis=1) & (day < NEVER)
    back = recent & chance(random, rates["justice"]["recall"], len(cases))
    back = _give(state, person, np.where(back, day, NEVER), day + 28)
    diary.add("recall", cases, back, day, until=day + 28, text="fixed-term recall")
    diary.add("release_due", cases, back, day + 28, known=day, text="end of recall")
    diary.add("release", cases, back, day + 28, text="end of recall")


def _course(rates: Rates, random: np.random.Generator, charged: pd.DataFrame) -> pd.DataFrame:
    """Days of the first hearing, trial, verdict and sentence, and how it ends."""
    rate, size = rates["justice"], len(charged)
    level = charged["level"].to_numpy()
    first = charged["charged_on"].to_numpy() + random.integers(1, rate["first_hearing_days"], size)
    trial = first + 14 + spread_days(random, rate["trial_days"], size)
    dropped = chance(random, rate["discontinued"], size)
    guilty_plea = ~dropped & chance(random, rate["pleads_guilty"], size)
    verdict = np.where(guilty_plea, first + random.integers(0, 60, size), trial)
    convicted = guilty_plea | (~dropped & chance(random, rate["convicted"], size))
    sentence = verdict + np.where(convicted, spread_days(random, rate["sentence_days"], size), 0)
    grown = charged["age"].to_numpy() >= 14
    jail = convicted & grown & chance(random, np.array(rate["custodial"])[level], size)
    median, spread = np.array(rate["term_days"])[level].reshape(size, 2).T
    term = np.maximum(7, median * np.exp(spread * random.standard_normal(size))).astype(np.int64)
    return pd.DataFrame(
        {
            "first": first,
            "trial": trial,
            "dropped": dropped,
            "guilty_plea": guilty_plea,
            "verdict": verdict,
            "convicted": convicted,
            "sentence": sentence,
            "jail": jail,
            "term": term,
        }
    )


def _custody(rates: Rates, state: State, random: np.random.Generator, charged: pd.DataFrame, run: pd.DataFrame) -> None:
    """Adds to the course: remanded, bailed (out before the verdict), jailed, and the day on which custody ends."""
    rate, size, level = rates["justice"], len(run), charged["level"].to_numpy()
    remand = charged["charged_on"].to_numpy() + 1
    remanded = chance(random, np.array(rate["remanded"])[level], size)
    bailed = remanded & (level < 4) & chance(random, rate["remand_bailed"], size)
    sentence, verdict, jail = run["sentence"].to_numpy(), run["verdict"].to_numpy(), run["jail"].to_numpy()
    start = np.where(remanded, remand, np.where(jail, sentence, NEVER))
    served = (run["term"].to_numpy() * rate["served"]).astype(int)
    end = np.where(jail, np.maximum(sentence + 1, np.where(remanded, remand, sentence) + served), sentence)
    end = np.where(bailed, np.minimum(remand + random.integers(5, 60, size), verdict), end)
    given = _give(state, charged["person"].to_numpy(), start, end)
    run["remanded"], run["bailed"] = remanded & given, bailed & given
    run["jailed"], run["end"], run["remand"] = jail & given & ~bailed, end, remand


def _hearings(charged: pd.DataFrame, run: pd.DataFrame, diary: Diary) -> None:
    day = {str(name): run[name].to_numpy() for name in run}
    everyone = np.ones(len(run), bool)
    tried = ~day["dropped"]
    contested = tried & ~day["guilty_plea"]
    diary.add(
        "court_date", charged, everyone, day["first"], known=charged["charged_on"].to_numpy(), text="first hearing"
    )
    diary.add("remand", charged, day["remanded"], day["remand"])
    plea = np.where(day["guilty_plea"], "guilty", "not guilty").astype(object)
    diary.add("plea", charged, tried, np.where(day["guilty_plea"], day["verdict"], day["first"]), text=plea)
    diary.add("court_date", charged, contested, day["trial"], known=day["first"], text="trial")
    diary.add("discontinued", charged, day["dropped"], day["verdict"])
    diary.add("conviction", charged, day["convicted"], day["verdict"])
    diary.add("acquittal", charged, contested & ~day["convicted"], day["verdict"])
    diary.add("release", charged, day["bailed"], day["end"], text="bailed by the court")
    freed = day["remanded"] & ~day["bailed"] & ~day["jailed"]
    diary.add("release", charged, freed, day["end"], text="released by the court")


def _sentences(
    rates: Rates, random: np.random.Generator, charged: pd.DataFrame, run: pd.DataFrame, diary: Diary
) -> None:
    jailed, sentence, end = (run[name].to_numpy() for name in ("jailed", "sentence", "end"))
    diary.add("sentence", charged, jailed, sentence, days=run["term"].to_numpy(), until=end, text="immediate custody")
    diary.add("release_due", charged, jailed, end, known=sentence, text="end of custody")
    diary.add("release", charged, jailed, end, text="end of custody")
    other = np.array(OTHER_SENTENCES, dtype=object)[
        choose(random, np.array(rates["justice"]["other_sentences"]), len(run))
    ]
    diary.add("sentence", charged, run["convicted"].to_numpy() & ~jailed, sentence, text=other)


def _give(state: State, person: Array, start: Array, end: Array) -> Array:
    """Enters the spells that contradict nothing, one for each person; True where it was given."""
    wanted = (start < NEVER) & (end > start) & (start > state.last_seen[person])
    wanted &= (
        ~state.custody.touches(person, start, end) & state.custody.has_room(person) & (state.dead_on[person] > end)
    )
    rows = np.flatnonzero(wanted)
    rows = rows[np.argsort(start[rows], kind="stable")]
    rows = rows[~pd.Series(person[rows]).duplicated().to_numpy()]
    state.custody.lock_up(person[rows], start[rows], end[rows])
    given = np.zeros(len(person), bool)
    given[rows] = True
    return given
