"""What police and courts do with each named suspect, and how each report ends."""

import numpy as np
import pandas as pd

from v100.city import courts, orders, policing
from v100.city.calendar import NEVER, age
from v100.city.events import Diary
from v100.city.offenders import State
from v100.city.rates import Rates
from v100.city.reports import Month
from v100.city.streams import Array, Streams, chance, choose, spread_days


def proceed(rates: Rates, state: State, streams: Streams, month: int, built: Month) -> pd.DataFrame:
    """Events of the month's reports, now and to come.

    Sets the outcomes of reports and the arrests of suspects, and enters custody, orders and deaths in the state.
    """
    diary, cases = Diary(), _cases(rates, state, built)
    policing.deaths(rates, state, streams.of("deaths", month), cases, diary)
    policing.arrests(rates, state, streams.of("arrests", month), cases, diary)
    policing.charges(rates, streams.of("charges", month), cases, diary)
    courts.trials(rates, state, streams.of("courts", month), cases, diary)
    courts.recalls(rates, state, streams.of("recalls", month), cases, diary)
    orders.made(rates, state, streams.of("orders", month), cases, diary)
    _outcomes(rates, streams.of("outcomes", month), built, cases)
    _other_events(rates, streams.of("other events", month), built, cases, diary)
    built.suspects["arrested_on"] = NEVER
    built.suspects.loc[cases["row"], "arrested_on"] = cases["arrested_on"].to_numpy()
    return diary.table(streams.of("diary", month), rates, state)


def _cases(rates: Rates, state: State, built: Month) -> pd.DataFrame:
    """One row for each named suspect of an original report, with what decides how his case goes."""
    table = built.suspects[built.suspects["kind"].isin(["offender", "wrong"])]
    table = table[built.reports["original"].to_numpy()[table["report"]] < 0]
    report, person = table["report"].to_numpy(), table["person"].to_numpy()
    kind, reports = built.crimes.kind[report], built.reports
    recorded = reports["recorded"].to_numpy()[report]
    left = np.full(len(reports), NEVER)
    np.minimum.at(left, built.victims["report"].to_numpy(), built.victims["withdrew_on"].to_numpy())
    ends = np.minimum(reports["cancelled"].to_numpy()[report], table["eliminated_on"].to_numpy())
    return pd.DataFrame(
        {
            "row": table.index,
            "report": report,
            "person": person,
            "victim": built.crimes.victim[report],
            "relation": built.crimes.relation[report],
            "main": table["main"].to_numpy(),
            "guilty": table["kind"].eq("offender").to_numpy(),
            "kind": kind,
            "group": np.array([what.group for what in rates.kinds], dtype=object)[kind],
            "level": np.array([what.level for what in rates.kinds])[kind],
            "charge_share": np.array([what.charged for what in rates.kinds])[kind],
            "crime": reports["code"].to_numpy()[report] != "",
            "start": np.maximum(table["named_on"].to_numpy(), recorded),
            "ends": ends,
            "cancelled": reports["cancelled"].to_numpy()[report],
            "withdrew_on": left[report],
            "age": age(state.people.born[person], recorded),
        }
    ).reset_index(drop=True)


def _outcomes(rates: Rates, random: np.random.Generator, built: Month, cases: pd.DataFrame) -> None:
    """Home Office outcome of each report and its day; a record of the same crime follows its original. In place."""
    reports, report, size = built.reports, cases["report"].to_numpy(), len(built.reports)
    recorded = reports["recorded"].to_numpy()
    known = np.zeros(size, bool)
    known[report[cases["guilty"]]] = True
    charged_on, left = _earliest(report, cases["charged_on"], size), _earliest(report, cases["withdrew_on"], size)
    started = np.maximum(np.where(known, _earliest(report, cases["start"], size), 0), recorded)
    kind = _uncharged(rates, random, built, known, left < NEVER)
    wait = spread_days(random, rates["justice"]["outcome_days"], size)
    day = started + np.where(known, 5 + wait, 1 + wait // 2)
    day = np.where((left < NEVER) & known, np.maximum(day, left + 3), day)
    charged = charged_on < NEVER
    kind, day = np.where(charged, "1", kind), np.where(charged, charged_on, day)
    undecided = ~charged & chance(random, rates["justice"]["undecided"], size)
    none = (reports["code"].to_numpy() == "") | (reports["cancelled"].to_numpy() < day) | undecided
    kind, day = np.where(none, "", kind), np.where(none, NEVER, day)
    original = reports["original"].to_numpy()
    copy = original >= 0
    kind = np.where(copy, kind[original], kind)
    day = np.where(copy, np.maximum(day[original], recorded), day)
    gone = copy & ((reports["cancelled"].to_numpy() < NEVER) | (kind == ""))
    reports["outcome"], reports["outcome_on"] = np.where(gone, "", kind), np.where(gone, NEVER, day)
    cases["outcome_on"] = reports["outcome_on"].to_numpy()[report]


def _uncharged(rates: Rates, random: np.random.Generator, built: Month, known: Array, left: Array) -> Array:
    """The outcome without a charge: by harm, by whether anybody is named, by whether she withdrew."""
    rate, size = rates["justice"], len(known)
    level = np.array([what.level for what in rates.kinds])[built.crimes.kind]
    mild, grave = (
        np.array(list(rate[name]), dtype=object)[choose(random, np.array(list(rate[name].values())), size)]
        for name in ("outcome_mild", "outcome_grave")
    )
    named = np.where(left, "16", np.where(level == 0, mild, grave))
    unsupported = (built.crimes.victim >= 0) & chance(random, rate["no_support"], size)
    return np.where(known, named, np.where(unsupported, "14", "18"))


def _earliest(report: Array, days: pd.Series, size: int) -> Array:
    """The earliest day of each report's cases."""
    found = np.full(size, NEVER)
    np.minimum.at(found, report, days.to_numpy())
    return found


def _other_events(rates: Rates, random: np.random.Generator, built: Month, cases: pd.DataFrame, diary: Diary) -> None:
    """Withdrawal, no further action, contacts noted, recorded findings of a false report."""
    rate, size, main = rates["justice"], len(cases), cases["main"].to_numpy()
    withdrew_on = cases["withdrew_on"].to_numpy()
    diary.add("victim_withdrew", cases, main & (withdrew_on < NEVER), withdrew_on)
    arrested_on = cases["arrested_on"].to_numpy()
    uncharged = (arrested_on < NEVER) & (cases["charged_on"].to_numpy() == NEVER)
    ended = np.minimum(cases["outcome_on"].to_numpy(), cases["ends"].to_numpy())
    diary.add("no_further_action", cases, uncharged & (ended < NEVER) & (ended >= arrested_on), ended)
    noted = ~cases["crime"].to_numpy() & main & chance(random, rate["contact"], size)
    diary.add("contact", cases, noted, cases["start"].to_numpy(), text="unwanted contact reported")
    reason = built.reports["cancel_reason"].to_numpy()[cases["report"]]
    false = (reason == "additional_information") & main & chance(random, rate["false_finding"], size)
    diary.add("false_report", cases, false, cases["cancelled"].to_numpy(), text="recorded finding")
