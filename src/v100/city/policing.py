"""Arrest, interview, bail and charge; and the few who die."""

import numpy as np
import pandas as pd

from v100.city.calendar import NEVER
from v100.city.events import Diary
from v100.city.offenders import State
from v100.city.rates import Rates
from v100.city.streams import chance, choose, spread_days

BAIL = ("no contact with the victim", "not to enter the borough", "to live at the given address", "unconditional")


def deaths(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """A few die in the year after they are named: after everything that has been written of them."""
    person = cases["person"].to_numpy()
    known = np.maximum.reduce([cases["start"].to_numpy(), state.last_seen[person], state.last_event[person]])
    day = known + 1 + (random.random(len(cases)) ** 2 * 300).astype(int)
    dies = cases["guilty"].to_numpy() & chance(random, rates["justice"]["dies"], len(cases))
    dies &= (state.dead_on[person] == NEVER) & ~state.custody.touches(person, day, np.full(len(day), NEVER))
    dies &= ~cases["person"].duplicated().to_numpy()
    state.dead_on[person[dies]] = day[dies]
    diary.add("death", cases, dies, day)


def arrests(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """Adds arrested_on to the cases: the more harm the likelier; who was caught with it, at once."""
    rate, size, person = rates["justice"], len(cases), cases["person"].to_numpy()
    start, ends = cases["start"].to_numpy(), cases["ends"].to_numpy()
    caught = np.array([what.relation == "found" for what in rates.kinds])[cases["kind"]]
    share = np.where(caught, rate["arrested_with_it"], np.array(rate["arrested"])[cases["level"]])
    share = share * np.where(np.isin(person, state.listed), rates["knob"]["listed_arrest"], 1.0)
    at_once = caught | chance(random, rate["arrest_at_once"], size)
    day = start + np.where(at_once, 0, spread_days(random, rate["arrest_days"], size))
    open_case = cases["crime"].to_numpy() & (cases["age"].to_numpy() >= 10)
    arrested = open_case & state.free(person, day, day) & (day < ends) & chance(random, share, size)
    cases["arrested_on"] = np.where(arrested, day, NEVER)
    diary.add("arrest", cases, arrested, day)
    diary.add("interview", cases, arrested, day + random.integers(0, 2, size))
    first = np.where(arrested, day, NEVER)
    np.minimum.at(state.known_since, person, first)
    later = start + 2 + spread_days(random, rate["interview_days"], size)
    asked = open_case & ~arrested & (later < ends) & chance(random, rate["interviewed"], size)
    diary.add("interview", cases, asked, later, text="voluntary attendance")


def charges(rates: Rates, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """Adds charged_on to the cases; who is not charged at once is bailed or released under investigation."""
    rate, size = rates["justice"], len(cases)
    arrested_on = cases["arrested_on"].to_numpy()
    arrested, left = arrested_on < NEVER, cases["withdrew_on"].to_numpy() < NEVER
    times = np.where(arrested, rate["charge_if_arrested"], rate["charge_if_not"])
    times = times * np.where(left, rate["charge_if_she_left"], 1.0)
    at_once = arrested & chance(random, rate["charge_at_once"], size)
    wait = 3 + spread_days(random, rate["charge_days"], size)
    day = np.where(arrested, arrested_on, cases["start"]) + np.where(at_once, random.integers(0, 2, size), wait)
    able = cases["crime"].to_numpy() & cases["guilty"].to_numpy() & (cases["age"].to_numpy() >= 10)
    share = np.minimum(cases["charge_share"].to_numpy() * times, 0.97)
    charged = able & (day < cases["ends"].to_numpy()) & chance(random, share, size)
    cases["charged_on"] = np.where(charged, day, NEVER)
    diary.add("charge", cases, charged, day)
    bailed = arrested & ~(charged & at_once) & chance(random, rate["bail"], size)
    start = arrested_on + 1
    until = start + 20 + spread_days(random, rate["bail_days"], size)
    until = np.minimum(until, np.maximum(start, cases["charged_on"]))
    text = np.array(BAIL, dtype=object)[choose(random, np.array(rate["bail_conditions"]), size)]
    nobody = np.array([what.victims == "none" for what in rates.kinds])[cases["kind"]]
    text = np.where(nobody & (text == BAIL[0]), BAIL[1], text)
    diary.add("bail", cases, bailed, start, until=until, text=text)
