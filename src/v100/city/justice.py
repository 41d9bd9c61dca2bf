"""What police and courts do with each named suspect, from arrest to release, with plausible delays.

A custody spell is given only where it contradicts nothing: it begins after the last crime he is known to have done and
touches no other spell of his. Crimes drawn later look at the spells.
"""

import numpy as np
import pandas as pd

from v100.city.calendar import NEVER, age
from v100.city.events import Diary
from v100.city.offenders import State, order_kinds
from v100.city.rates import EX, PARTNER, Rates
from v100.city.reports import Month
from v100.city.streams import Array, Streams, chance, choose, spread_days


def proceed(rates: Rates, state: State, streams: Streams, month: int, built: Month) -> pd.DataFrame:
    """Events of the month's reports, now and to come; sets outcomes of reports, arrests of suspects, custody, deaths."""
    diary = Diary()
    cases = _cases(rates, state, built)
    _deaths(rates, state, streams.of("deaths", month), cases, diary)
    _arrests(rates, state, streams.of("arrests", month), cases, diary)
    _charges(rates, streams.of("charges", month), cases, diary)
    _courts(rates, state, streams.of("courts", month), cases, diary)
    _orders(rates, state, streams.of("orders", month), built, cases, diary)
    _outcomes(rates, streams.of("outcomes", month), built, cases)
    _other_events(rates, streams.of("other events", month), built, cases, diary)
    built.suspects["arrested_on"] = NEVER
    built.suspects.loc[cases["row"], "arrested_on"] = cases["arrested_on"].to_numpy()
    return diary.table(streams.of("diary", month), rates, state, built)


def _cases(rates: Rates, state: State, built: Month) -> pd.DataFrame:
    """One row for each named suspect of an original report: level of harm, victim's withdrawal, his age."""
    table = built.suspects[built.suspects["kind"].isin(["offender", "wrong"])]
    table = table[built.reports["original"].to_numpy()[table["report"]] < 0]
    rows = table["report"].to_numpy()
    person = table["person"].to_numpy()
    kind = built.crimes.kind[rows]
    left = np.full(len(built.reports), NEVER)
    np.minimum.at(left, built.victims["report"].to_numpy(), built.victims["withdrew_on"].to_numpy())
    return pd.DataFrame(
        {
            "row": table.index,
            "report": rows,
            "person": person,
            "main": table["main"].to_numpy(),
            "guilty": table["kind"].eq("offender").to_numpy(),
            "kind": kind,
            "level": np.array([what.level for what in rates.kinds])[kind],
            "charged": np.array([what.charged for what in rates.kinds])[kind],
            "crime": built.reports["code"].to_numpy()[rows] != "",
            "relation": built.crimes.relation[rows],
            "start": np.maximum(table["named_on"].to_numpy(), built.reports["recorded"].to_numpy()[rows]),
            "eliminated_on": table["eliminated_on"].to_numpy(),
            "cancelled": built.reports["cancelled"].to_numpy()[rows],
            "withdrew_on": left[rows],
            "age": age(state.people.born[person], built.reports["recorded"].to_numpy()[rows]),
        }
    ).reset_index(drop=True)


def _deaths(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """A few die in the year after they are named: after everything that has been written of them."""
    rows = np.flatnonzero(cases["guilty"] & chance(random, rates["justice"]["dies"], len(cases)))
    rows = rows[~cases["person"].iloc[rows].duplicated().to_numpy()]
    person = cases["person"].to_numpy()[rows]
    earliest = np.maximum.reduce([cases["start"].to_numpy()[rows], state.last_seen[person], state.last_event[person]])
    day = earliest + 1 + (random.random(len(rows)) ** 2 * 300).astype(int)
    able = (state.dead_on[person] == NEVER) & ~_touches(state, person, day - 1, day + 9999)
    rows, person, day = rows[able], person[able], day[able]
    state.dead_on[person] = day
    diary.add("death", cases, rows, day)


def _arrests(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    rate, size = rates["justice"], len(cases)
    level, start = cases["level"].to_numpy(), cases["start"].to_numpy()
    caught = np.array([what.relation == "found" for what in rates.kinds])[cases["kind"]]
    share = np.where(caught, 0.85, np.array(rate["arrested"])[level])
    day = start + np.where(caught, 0, spread_days(random, rate["arrest_days"], size))
    day = np.where(chance(random, 0.35, size), start, day)
    person = cases["person"].to_numpy()
    free = state.free(person, day, day)
    ended = np.minimum(cases["cancelled"].to_numpy(), cases["eliminated_on"].to_numpy())
    arrested = (
        cases["crime"].to_numpy() & (cases["age"].to_numpy() >= 10) & free & (day < ended) & chance(random, share, size)
    )
    cases["arrested_on"] = np.where(arrested, day, NEVER)
    rows = np.flatnonzero(arrested)
    diary.add("arrest", cases, rows, day[rows])
    diary.add("interview", cases, rows, day[rows] + random.integers(0, 2, len(rows)))
    state.known_since[person[rows]] = np.minimum(state.known_since[person[rows]], day[rows])
    asked = cases["crime"].to_numpy() & ~arrested & chance(random, rate["interviewed"], size)
    later = start + 2 + spread_days(random, [12, 0.8], size)
    rows = np.flatnonzero(asked & (later < ended) & (state.dead_on[person] > later))
    diary.add("interview", cases, rows, later[rows], text="voluntary attendance")


def _charges(rates: Rates, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """Charge, or release on bail and what follows."""
    rate, size = rates["justice"], len(cases)
    arrested_on = cases["arrested_on"].to_numpy()
    arrested = arrested_on < NEVER
    left = cases["withdrew_on"].to_numpy() < NEVER
    share = cases["charged"].to_numpy() * np.where(arrested, 1.5, 0.35) * np.where(left, 0.25, 1.25)
    at_once = arrested & chance(random, rate["charge_at_once"], size)
    day = np.where(arrested, arrested_on, cases["start"].to_numpy())
    day = day + np.where(at_once, random.integers(0, 2, size), 3 + spread_days(random, rate["charge_days"], size))
    ended = np.minimum(cases["cancelled"].to_numpy(), cases["eliminated_on"].to_numpy())
    charged = cases["crime"].to_numpy() & cases["guilty"].to_numpy() & (cases["age"].to_numpy() >= 10)
    charged &= (day < ended) & chance(random, np.minimum(share, 0.97), size)
    cases["charged_on"] = np.where(charged, day, NEVER)
    rows = np.flatnonzero(charged)
    diary.add("charge", cases, rows, day[rows])
    bailed = arrested & ~(charged & at_once) & chance(random, rate["bail"], size)
    rows = np.flatnonzero(bailed)
    start = arrested_on[rows] + 1
    until = start + 20 + spread_days(random, rate["bail_days"], len(rows))
    until = np.minimum(until, np.maximum(start, cases["charged_on"].to_numpy()[rows]))
    conditions = np.array(
        ["no contact with the victim", "not to enter the borough", "to live at the given address", "unconditional"],
        dtype=object,
    )
    diary.add(
        "bail", cases, rows, start, until=until, text=conditions[choose(random, np.array([5, 2, 1, 2]), len(rows))]
    )


def _courts(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """Remand, hearings, plea, verdict, sentence, release; enters custody spells."""
    rate, rows = rates["justice"], np.flatnonzero(cases["charged_on"].to_numpy() < NEVER)
    size = len(rows)
    person, level = cases["person"].to_numpy()[rows], cases["level"].to_numpy()[rows]
    charged_on = cases["charged_on"].to_numpy()[rows]
    dead_on = state.dead_on[person]
    first = charged_on + random.integers(1, rate["first_hearing_days"], size)
    trial = first + 14 + spread_days(random, rate["trial_days"], size)
    dropped = chance(random, rate["discontinued"], size)
    guilty_plea = ~dropped & chance(random, rate["pleads_guilty"], size)
    verdict = np.where(guilty_plea, first + random.integers(0, 60, size), trial)
    convicted = guilty_plea | (~dropped & chance(random, rate["convicted"], size))
    sentence = verdict + np.where(convicted, spread_days(random, rate["sentence_days"], size), 0)
    inside = (
        convicted & (cases["age"].to_numpy()[rows] >= 14) & chance(random, np.array(rate["custodial"])[level], size)
    )
    term = (
        np.maximum(
            7,
            np.array(
                [
                    m * np.exp(s * z)
                    for (m, s), z in zip(
                        [rate["term_days"][x] for x in level], random.standard_normal(size), strict=True
                    )
                ]
            ).astype(int),
        )
        if size
        else np.zeros(0, int)
    )
    remanded = chance(random, np.array(rate["remanded"])[level], size)
    remand = charged_on + 1
    bailed = remanded & (level < 4) & chance(random, rate["remand_bailed"], size)
    bail_on = remand + random.integers(5, 60, size)
    served = (term * rate["served"]).astype(int)
    ends = np.where(inside, np.maximum(sentence + 1, np.where(remanded, remand, sentence) + served), verdict)
    ends = np.where(convicted & ~inside, sentence, ends)
    ends = np.where(bailed, np.minimum(bail_on, ends), ends)
    starts = np.where(remanded, remand, np.where(inside, sentence, NEVER))
    given = _give(state, person, starts, ends)
    remanded, bailed = remanded & given, bailed & given
    jailed = inside & given & ~bailed
    alive = lambda day: day < dead_on  # noqa: E731 - one comparison, used beside each event
    on = lambda mask, day: np.flatnonzero(mask & alive(day))  # noqa: E731
    put = lambda kind, mask, day, **more: diary.add(
        kind,
        cases,
        rows[on(mask, day)],
        day[on(mask, day)],
        **{k: v[on(mask, day)] if isinstance(v, np.ndarray) else v for k, v in more.items()},
    )  # noqa: E731
    everyone = np.ones(size, bool)
    put("court_date", everyone, first, known=charged_on, text="first hearing")
    put("remand", remanded, remand)
    put("release", bailed, ends, text="bailed by the court")
    put("discontinued", dropped, verdict)
    put(
        "plea",
        ~dropped,
        np.where(guilty_plea, verdict, first),
        text=np.where(guilty_plea, "guilty", "not guilty").astype(object),
    )
    put("court_date", ~dropped & ~guilty_plea & (trial > first), trial, known=first, text="trial")
    put("conviction", convicted, verdict)
    put("acquittal", ~dropped & ~convicted, verdict)
    put("sentence", jailed, sentence, days=term, until=np.maximum(ends, sentence), text="immediate custody")
    other = np.array(["community order", "fine", "suspended sentence", "conditional discharge"], dtype=object)
    put("sentence", convicted & ~jailed, sentence, text=other[choose(random, np.array([4, 2, 3, 1]), size)])
    put("release_due", jailed, ends, known=sentence, text="end of custody")
    put("release", remanded & ~bailed & ~jailed, ends, text="released by the court")
    put("release", jailed, ends, text="end of custody")
    cases["verdict_on"], cases["convicted"] = NEVER, False
    cases.loc[rows, "verdict_on"], cases.loc[rows, "convicted"] = sentence, convicted
    _recalls(rates, state, random, cases, diary)


def _give(state: State, person: Array, start: Array, end: Array) -> Array:
    """Enters the spells that contradict nothing, one for each person; True where it was given."""
    wanted = (start < NEVER) & (end > start) & (start > state.last_seen[person]) & ~_touches(state, person, start, end)
    wanted &= (state.spell_from[person] < NEVER).sum(axis=1) < state.spell_from.shape[1]
    wanted &= state.dead_on[person] > end
    rows = np.flatnonzero(wanted)
    rows = rows[np.argsort(start[rows], kind="stable")]
    rows = rows[~pd.Series(person[rows]).duplicated().to_numpy()]
    state.lock_up(person[rows], start[rows], end[rows])
    given = np.zeros(len(person), bool)
    given[rows] = True
    return given


def _touches(state: State, person: Array, start: Array, end: Array) -> Array:
    return ((state.spell_from[person] <= end[:, None] + 1) & (state.spell_until[person] >= start[:, None] - 1)).any(
        axis=1
    )


def _recalls(rates: Rates, state: State, random: np.random.Generator, cases: pd.DataFrame, diary: Diary) -> None:
    """A man arrested within a year of release goes back for four weeks."""
    arrested_on, person = cases["arrested_on"].to_numpy(), cases["person"].to_numpy()
    rows = np.flatnonzero((arrested_on < NEVER) & chance(random, rates["justice"]["recall"], len(cases)))
    day = arrested_on[rows] + 2
    until = state.spell_until[person[rows]]
    recent = ((until < day[:, None]) & (until > day[:, None] - 365)).any(axis=1)
    rows, day = rows[recent], day[recent]
    given = _give(state, person[rows], day, day + 28)
    rows, day = rows[given], day[given]
    diary.add("recall", cases, rows, day, until=day + 28, text="fixed-term recall")
    diary.add("release_due", cases, rows, day + 28, known=day, text="end of recall")
    diary.add("release", cases, rows, day + 28, text="end of recall")


def _orders(
    rates: Rates, state: State, random: np.random.Generator, built: Month, cases: pd.DataFrame, diary: Diary
) -> None:
    """Orders on conviction and by application; what is in force decides who can breach one."""
    rate, size = rates["justice"], len(cases)
    kinds = order_kinds(rates)
    sexual = np.array([what.group in ("sexual", "child_sexual", "indecency") for what in rates.kinds])[cases["kind"]]
    stalks = np.array([what.group == "stalk" for what in rates.kinds])[cases["kind"]]
    victim = built.crimes.victim[cases["report"]]
    person = cases["person"].to_numpy()
    convicted = cases["convicted"].to_numpy() & (victim >= 0) & chance(random, rate["order_on_conviction"], size)
    on_day = cases["verdict_on"].to_numpy()
    names = np.array(["partner", "ex_partner"])
    close = np.isin(cases["relation"], (PARTNER, EX))
    share = np.array([rate["order_applied"][name] for name in names])[np.where(cases["relation"] == PARTNER, 0, 1)]
    asked = close & cases["crime"].to_numpy() & cases["guilty"].to_numpy() & ~convicted & chance(random, share, size)
    asked_on = cases["start"].to_numpy() + random.integers(1, 30, size)
    day = np.where(convicted, on_day, asked_on + random.integers(1, 28, size))
    granted = convicted | (asked & chance(random, rate["order_granted"], size))
    until = day + 90 + spread_days(random, rate["order_days"], size)
    kind = np.where(
        convicted, np.where(sexual, 5, 1), np.where(stalks, 4, choose(random, np.array([0.1, 0.0, 0.6, 0.3]), size))
    )
    text = np.array(
        [
            "injunction",
            "restraining order",
            "non-molestation order",
            "domestic abuse protection order",
            "stalking protection order",
            "sexual harm prevention order",
        ],
        dtype=object,
    )[kind]
    adult = (cases["age"].to_numpy() >= 18) & (state.dead_on[person] > day + 10)
    rows = np.flatnonzero(asked & adult)
    diary.add("order_applied", cases, rows, asked_on[rows], text=text[rows])
    rows = np.flatnonzero(granted & adult)
    diary.add("order", cases, rows, day[rows], until=until[rows], days=(until - day)[rows], text=text[rows])
    rows = np.flatnonzero(granted & adult & ~convicted)
    diary.add("order_served", cases, rows, day[rows] + random.integers(0, 9, len(rows)), text=text[rows])
    rows = np.flatnonzero(granted & adult & (state.order_until[person] < day))
    rows = rows[~cases["person"].iloc[rows].duplicated().to_numpy()]
    who = person[rows]
    state.order_kind[who], state.order_for[who] = kinds[kind[rows]], victim[rows]
    state.order_from[who], state.order_until[who] = day[rows], until[rows]
    noted = rows[chance(random, rate["breach_event"], len(rows))]
    breach = day[noted] + 10 + (random.random(len(noted)) * (until[noted] - day[noted] - 10)).astype(int)
    free = state.free(person[noted], breach, breach)
    state.last_seen[person[noted[free]]] = np.maximum(state.last_seen[person[noted[free]]], breach[free])
    diary.add("breach", cases, noted[free], breach[free], text="contact in breach, no crime recorded")


def _outcomes(rates: Rates, random: np.random.Generator, built: Month, cases: pd.DataFrame) -> None:
    """Home Office outcome of each report and its day. In place."""
    rate, size = rates["justice"], len(built.reports)
    reports = built.reports
    known, recorded = np.zeros(size, bool), reports["recorded"].to_numpy()
    known[cases["report"].to_numpy()[cases["guilty"]]] = True
    charged_on, left = np.full(size, NEVER), np.full(size, NEVER)
    np.minimum.at(charged_on, cases["report"].to_numpy(), cases["charged_on"].to_numpy())
    np.minimum.at(left, cases["report"].to_numpy(), cases["withdrew_on"].to_numpy())
    started = np.full(size, -NEVER)
    np.maximum.at(started, cases["report"].to_numpy(), cases["start"].to_numpy())
    level = np.array([what.level for what in rates.kinds])[built.crimes.kind]
    mild = np.array(["15", "21", "8", "3", "10", "22", "20", "9"], dtype=object)[
        choose(random, np.array([0.50, 0.12, 0.12, 0.08, 0.08, 0.04, 0.03, 0.03]), size)
    ]
    grave = np.array(["15", "21", "9", "20", "13"], dtype=object)[
        choose(random, np.array([0.82, 0.05, 0.05, 0.05, 0.03]), size)
    ]
    kind = np.where(level == 0, mild, grave)
    kind = np.where(left < NEVER, "16", kind)
    hurt = built.crimes.victim >= 0
    kind = np.where(known, kind, np.where(hurt & chance(random, 0.14, size), "14", "18"))
    wait = spread_days(random, rate["outcome_days"], size)
    day = np.maximum(recorded, np.where(known, started, recorded)) + np.where(known, 5 + wait, 1 + wait // 2)
    day = np.where((left < NEVER) & known, np.maximum(day, left + 3), day)
    kind, day = np.where(charged_on < NEVER, "1", kind), np.where(charged_on < NEVER, charged_on, day)
    late = chance(random, 0.06, size) & (charged_on == NEVER)
    none = (reports["code"].to_numpy() == "") | (reports["cancelled"].to_numpy() < day) | late
    reports["outcome"], reports["outcome_on"] = np.where(none, "", kind), np.where(none, NEVER, day)
    copies = np.flatnonzero(reports["original"] >= 0)
    of = reports["original"].to_numpy()[copies]
    gone = reports["cancelled"].to_numpy()[copies] < NEVER
    reports.loc[copies, "outcome"] = np.where(gone, "", reports["outcome"].to_numpy()[of])
    reports.loc[copies, "outcome_on"] = np.where(
        gone | (reports["outcome"].to_numpy()[of] == ""),
        NEVER,
        np.maximum(reports["outcome_on"].to_numpy()[of], recorded[copies]),
    )
    cases["outcome"] = reports["outcome"].to_numpy()[cases["report"]]
    cases["outcome_on"] = reports["outcome_on"].to_numpy()[cases["report"]]


def _other_events(rates: Rates, random: np.random.Generator, built: Month, cases: pd.DataFrame, diary: Diary) -> None:
    """Withdrawal, no further action, contacts noted, recorded findings of a false report."""
    rate, size = rates["justice"], len(cases)
    main = cases["main"].to_numpy()
    rows = np.flatnonzero(main & (cases["withdrew_on"].to_numpy() < NEVER))
    diary.add("victim_withdrew", cases, rows, cases["withdrew_on"].to_numpy()[rows])
    seen = (cases["arrested_on"].to_numpy() < NEVER) & (cases["charged_on"].to_numpy() == NEVER)
    ended = np.minimum(cases["outcome_on"].to_numpy(), cases["eliminated_on"].to_numpy())
    rows = np.flatnonzero(seen & (ended < NEVER) & (ended >= cases["arrested_on"].to_numpy()))
    diary.add("no_further_action", cases, rows, ended[rows])
    rows = np.flatnonzero(~cases["crime"].to_numpy() & main & chance(random, rate["contact"], size))
    diary.add("contact", cases, rows, cases["start"].to_numpy()[rows], text="unwanted contact reported")
    reason = built.reports["cancel_reason"].to_numpy()[cases["report"]]
    gone = (reason == "additional_information") & main & chance(random, rate["false_finding"], size)
    rows = np.flatnonzero(gone & (cases["cancelled"].to_numpy() < NEVER))
    diary.add("false_report", cases, rows, cases["cancelled"].to_numpy()[rows], text="recorded finding")
