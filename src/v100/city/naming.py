"""Who is entered as a suspect, by whom and when: the offender, his mates, the wrong man, a placeholder, a bystander."""

from typing import Any

import numpy as np
import pandas as pd

from v100.city.calendar import NEVER, age
from v100.city.crimes import Crimes
from v100.city.offenders import State
from v100.city.rates import EX, FAMILY, NONE, PARTNER, RELATIONS, STRANGER, Rates
from v100.city.streams import Array, chance, choose, spread_days


def suspects(rates: Rates, state: State, random: np.random.Generator, crimes: Crimes) -> pd.DataFrame:
    """Rows of people (or placeholders) entered as suspects: who, by whom named, when, when eliminated."""
    size = len(crimes)
    rows = np.arange(size)
    share = rates.of_kind(rates["crime"]["co_suspect"])[crimes.kind]
    share = np.where(np.isin(crimes.relation, (PARTNER, EX)), rates["crime"]["co_suspect_of_couples"], share)
    helped = rows[chance(random, share, size)]
    mates = _mates(state, random, crimes, helped)
    helped, mates = helped[mates >= 0], mates[mates >= 0]
    report = np.concatenate([rows, helped])
    person = np.concatenate([crimes.offender, mates])
    main = np.concatenate([np.ones(size, bool), np.zeros(len(helped), bool)])
    table = pd.DataFrame({"report": report, "person": person, "main": main})
    _name(rates, state, random, crimes, table)
    extra = [table, _wrong_men(rates, state, random, crimes, table), _bystanders(rates, state, random, crimes)]
    whole = pd.concat(extra, ignore_index=True).sort_values("report", kind="stable", ignore_index=True)
    placeholder = whole["kind"].eq("hidden") & chance(random, rates["named"]["placeholder"], len(whole))
    whole.loc[placeholder, "kind"] = "placeholder"
    whole.loc[placeholder, "named_on"] = 0
    whole.loc[placeholder, "named_by"] = ""
    whole["named_on"] = np.maximum(whole["named_on"], crimes.recorded[whole["report"]])
    return whole[~whole["kind"].eq("hidden")].reset_index(drop=True)


def _mates(state: State, random: np.random.Generator, crimes: Crimes, rows: Array) -> Array:
    """Another offender of the same borough and nearly the same rate of the day; the same man's mates recur."""
    low = state.starts[state.people.borough[crimes.offender[rows]]]
    high = state.starts[state.people.borough[crimes.offender[rows]] + 1]
    slot = (crimes.offender[rows].astype(np.int64) * 7919 + random.integers(0, 3, len(rows)) * 104729) % NEVER
    mate = state.offenders[np.minimum(low + slot * (high - low) // NEVER, len(state.offenders) - 1)]
    day = crimes.begin[rows] // 1440
    able = (mate != crimes.offender[rows]) & (mate != crimes.victim[rows]) & (age(state.people.born[mate], day) >= 12)
    able &= state.free(mate, day, crimes.end[rows] // 1440) & (state.dead_on[mate] > crimes.recorded[rows])
    return np.where(able, mate, -1)


def _name(rates: Rates, state: State, random: np.random.Generator, crimes: Crimes, table: pd.DataFrame) -> None:
    """Whether each offender is named, on which day, by whom. In place."""
    rate, size = rates["named"], len(table)
    rows = table["report"].to_numpy()
    relation, kind = crimes.relation[rows], crimes.kind[rows]
    sexual = np.array([what.group in ("sexual", "child_sexual", "indecency") for what in rates.kinds])[kind]
    column = np.array([*RELATIONS[:-1], "none"], dtype=object)[relation]
    by_kind = np.array([what.relation for what in rates.kinds], dtype=object)[kind]
    column = np.where((relation == STRANGER) & sexual, "stranger_sexual", column)
    column = np.where(relation == NONE, by_kind, column)
    column = np.where(by_kind == "incident", "incident", column)
    column = np.where(np.array([what.group == "order" for what in rates.kinds])[kind], "order", column)
    share = pd.Series(column).map({k: v for k, v in rate.items() if isinstance(v, float)}).to_numpy()
    share = np.where(table["main"], share, share * rate["mates"])
    share = share * _bias(rates, state, table["person"].to_numpy())
    named = chance(random, share, size)
    late = chance(random, pd.Series(column).map(rate["late"]).fillna(0.01).to_numpy(), size)
    delay = np.where(late, 1 + spread_days(random, rate["late_days"], size), 0)
    table["named_on"] = np.where(named, crimes.recorded[rows] + delay, NEVER)
    table["kind"] = np.where(named, "offender", "hidden")
    table["role"] = ""
    table["eliminated_on"] = NEVER
    named_by = _named_by(rate, random, relation)
    dead = np.array([what.name in ("murder", "manslaughter") for what in rates.kinds])[kind]
    table["named_by"] = np.where(
        dead & (named_by == "victim"), "witness", np.where(by_kind == "found", "officer", named_by)
    )


def _bias(rates: Rates, state: State, person: Array) -> Array:
    """The planted bias in who is named, by census group."""
    return np.array([rates["knob"][f"named_{parent}"] for parent in state.people.parents])[state.people.ethnic[person]]


def _named_by(rate: dict[str, Any], random: np.random.Generator, relation: Array) -> Array:
    near, far = rate["by"], rate["by_stranger"]
    strange = np.isin(relation, (STRANGER, NONE))
    by_near = np.array(list(near), dtype=object)[choose(random, np.array(list(near.values())), len(relation))]
    by_far = np.array(list(far), dtype=object)[choose(random, np.array(list(far.values())), len(relation))]
    return np.where(
        relation == NONE, np.where(by_far == "victim", "officer", by_far), np.where(strange, by_far, by_near)
    )


def _wrong_men(
    rates: Rates, state: State, random: np.random.Generator, crimes: Crimes, table: pd.DataFrame
) -> pd.DataFrame:
    """Men named in error, in some reports instead of the offender (who then stays hidden), later eliminated."""
    rate = rates["named"]
    strange = crimes.relation == STRANGER
    share = np.where(strange, rate["wrong_man"]["stranger"], rate["wrong_man"]["other"])
    share = np.where(crimes.relation == NONE, rate["wrong_man"]["none"], share)
    share = np.where(np.isin(crimes.relation, (PARTNER, EX, FAMILY)), 0.0, share)
    rows = np.flatnonzero(chance(random, share, len(crimes)))
    mark = table["main"] & table["report"].isin(rows[chance(random, rate["instead"], len(rows))])
    table.loc[mark, "named_on"] = NEVER
    table.loc[mark, "kind"] = "hidden"
    wrong = state.offenders[random.integers(0, len(state.offenders), len(rows))]
    day = crimes.begin[rows] // 1440
    able = (
        (wrong != crimes.offender[rows]) & (wrong != crimes.victim[rows]) & (age(state.people.born[wrong], day) >= 12)
    )
    able &= state.free(wrong, day, crimes.end[rows] // 1440) & (
        state.people.sex[wrong] == state.people.sex[crimes.offender[rows]]
    )
    able &= state.dead_on[wrong] > crimes.recorded[rows]
    rows, wrong = rows[able], wrong[able]
    named_on = crimes.recorded[rows] + np.where(
        chance(random, rate["wrong_later"], len(rows)), spread_days(random, rate["wrong_days"], len(rows)), 0
    )
    cleared = chance(random, rate["cleared"], len(rows))
    return pd.DataFrame(
        {
            "report": rows,
            "person": wrong,
            "main": False,
            "kind": "wrong",
            "role": "",
            "named_on": named_on,
            "named_by": np.array(["witness", "officer", "victim", "other"], dtype=object)[
                random.integers(0, 4, len(rows))
            ],
            "eliminated_on": np.where(
                cleared, named_on + 1 + spread_days(random, rate["eliminated_days"], len(rows)), NEVER
            ),
        }
    )


def _bystanders(rates: Rates, state: State, random: np.random.Generator, crimes: Crimes) -> pd.DataFrame:
    """Somebody of her or his household entered as involved or as witness."""
    rows = np.flatnonzero(chance(random, rates["named"]["bystander"], len(crimes)))
    who = state.people.partner[np.maximum(crimes.victim[rows], 0)]
    able = (who >= 0) & (crimes.victim[rows] >= 0) & (who != crimes.offender[rows])
    able &= state.free(np.maximum(who, 0), crimes.begin[rows] // 1440, crimes.end[rows] // 1440)
    rows, who = rows[able], who[able]
    return pd.DataFrame(
        {
            "report": rows,
            "person": who,
            "main": False,
            "kind": "bystander",
            "role": np.where(chance(random, 0.5, len(rows)), "witness", "involved"),
            "named_on": crimes.recorded[rows],
            "named_by": "officer",
            "eliminated_on": NEVER,
        }
    )
