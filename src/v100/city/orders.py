"""Orders that protect her, on conviction or by application: who is under one can breach it."""

import numpy as np
import pandas as pd

from v100.city.events import Diary
from v100.city.offenders import State, order_kinds
from v100.city.rates import EX, PARTNER, Rates
from v100.city.streams import Array, chance, choose, spread_days

NAMES = (
    "injunction",
    "restraining order",
    "non-molestation order",
    "domestic abuse protection order",
    "stalking protection order",
    "sexual harm prevention order",
)
"""In the order of the kinds of crime that breach them."""
RESTRAINING, STALKING, SEXUAL = 1, 4, 5


def made(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """Orders of the month's cases; what is in force decides who can breach one."""
    rate, size, person = rates["justice"], len(cases), cases["person"].to_numpy()
    relation = cases["relation"].to_numpy()
    adult = (cases["age"].to_numpy() >= 18) & (cases["victim"].to_numpy() >= 0)
    convicted = adult & cases["convicted"].to_numpy() & chance(random, rate["order_on_conviction"], size)
    share = np.where(relation == PARTNER, rate["order_applied"]["partner"], rate["order_applied"]["ex_partner"])
    share = share * np.isin(relation, (PARTNER, EX)) * cases["crime"].to_numpy() * cases["guilty"].to_numpy()
    asked = adult & ~convicted & chance(random, share, size)
    asked_on = cases["start"].to_numpy() + random.integers(1, 30, size)
    granted = asked & chance(random, rate["order_granted"], size)
    day = np.where(convicted, cases["verdict_on"], asked_on + random.integers(1, 28, size))
    until = day + 90 + spread_days(random, rate["order_days"], size)
    kind = _which(rates, random, cases, convicted)
    text = np.array(NAMES, dtype=object)[kind]
    given = convicted | granted
    diary.add("order_applied", cases, asked, asked_on, text=text)
    diary.add("order", cases, given, day, until=until, days=until - day, text=text)
    diary.add("order_served", cases, granted, day + random.integers(0, 9, size), text=text)
    first = given & (state.order_until[person] < day) & ~cases["person"].where(given).duplicated().to_numpy()
    who = person[first]
    state.order_kind[who] = order_kinds(rates)[kind[first]]
    state.order_for[who] = cases["victim"].to_numpy()[first]
    state.order_from[who], state.order_until[who] = day[first], until[first]
    _breaches(rates, state, random, cases, first, day, until, diary)


def _which(rates: Rates, random: np.random.Generator, cases: pd.DataFrame, convicted: Array) -> Array:
    """Place in NAMES: by the court's power on conviction, by what she can apply for otherwise."""
    sexual = cases["group"].isin(["sexual", "child_sexual", "indecency"]).to_numpy()
    civil = choose(random, np.array(rates["justice"]["civil_orders"]), len(cases))
    civil = np.where(cases["group"].eq("stalk"), STALKING, civil)
    return np.where(convicted, np.where(sexual, SEXUAL, RESTRAINING), civil)


def _breaches(
    rates: Rates,
    state: State,
    random: np.random.Generator,
    cases: pd.DataFrame,
    ordered: Array,
    day: Array,
    until: Array,
    diary: Diary,
) -> None:
    """Breaches that are noted without a crime being recorded."""
    person, size = cases["person"].to_numpy(), len(cases)
    breach = day + 10 + (random.random(size) * (until - day - 10)).astype(int)
    noted = ordered & chance(random, rates["justice"]["breach_event"], size)
    noted &= state.free(person, breach, breach)
    np.maximum.at(state.last_seen, person[noted], breach[noted])
    diary.add("breach", cases, noted, breach, text="contact in breach, no crime recorded")
