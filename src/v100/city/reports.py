"""From crimes to reports: lines, who is named and when, what becomes of the record, second records of one crime.

Everything that becomes known later carries its day, so that a report can be shown as it stood on any date.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from v100.city import naming, times
from v100.city.calendar import NEVER, age
from v100.city.crimes import Crimes
from v100.city.offenders import State
from v100.city.rates import ACQUAINTANCE, EX, FAMILY, INTIMATE, PARTNER, RELATIONS, Rates, offence_days
from v100.city.streams import Array, Streams, chance, choose, spread_days
from v100.city.volumes import CITY


@dataclass
class Month:
    """A month's records. `report` is a row of `reports`; days that do not come are NEVER."""

    crimes: Crimes
    reports: pd.DataFrame
    lines: pd.DataFrame
    suspects: pd.DataFrame
    victims: pd.DataFrame


def build(rates: Rates, state: State, streams: Streams, month: int, crimes: Crimes) -> Month:
    """The month's reports with lines, suspects (persons, not yet as written) and victims."""
    code = times.codes(rates, state.people, crimes.kind, crimes.begin // 1440, crimes.victim)
    city = (crimes.borough == state.people.land.number(CITY)).astype(int)
    reports = pd.DataFrame(
        {"recorded": crimes.recorded, "code": code, "true_code": code, "original": -1, "force": city}
    )
    victims = _victims(rates, state, streams.of("second victims", month), crimes)
    suspects = naming.suspects(rates, state, streams.of("naming", month), crimes)
    reports["known"] = _first_named(suspects, len(crimes)) < NEVER
    lines = _lines(rates, state, streams.of("lines", month), crimes, reports, victims)
    _fate(rates, streams.of("fate", month), crimes, reports)
    _withdrawals(rates, streams.of("withdrawals", month), crimes, reports, victims)
    return Month(crimes, reports, lines, suspects, victims)


def counter_allegations(rates: Rates, state: State, streams: Streams, month: int, crimes: Crimes) -> Crimes:
    """The other side's report of the same fight: roles exchanged, same hour, a common assault or worse."""
    random = streams.of("counter-allegations", month)
    names = [kind.name for kind in rates.kinds]
    fights = np.isin(
        crimes.kind, [names.index(n) for n in ("common_assault", "actual_harm", "strangulation", "wounding")]
    )
    day = crimes.begin // 1440
    born = state.people.born
    seen = np.maximum(crimes.victim, 0)
    adults = (age(born[seen], day) >= 16) & (age(born[crimes.offender], day) >= 16) & (crimes.victim >= 0)
    known = np.isin(crimes.relation, (PARTNER, EX, FAMILY, ACQUAINTANCE))
    able = fights & adults & known & state.free(seen, day, crimes.end // 1440)
    rows = np.flatnonzero(able & chance(random, rates["crime"]["counter_allegation"], len(crimes)))
    other = crimes.take(rows)
    other.offender, other.victim = other.victim.copy(), other.offender.copy()
    other.kind = np.where(
        chance(random, rates["crime"]["counter_minor"], len(rows)),
        names.index("common_assault"),
        names.index("actual_harm"),
    )
    shift = random.integers(-2, 3, len(rows)) * 15
    other.begin = times.no_lost_hour(np.clip(other.begin + shift, day[rows] * 1440, day[rows] * 1440 + 1425))
    other.end = np.maximum(other.begin, other.end)
    return crimes.join(other)


def second_records(rates: Rates, streams: Streams, month: int, built: Month) -> Month:
    """Adds records of a crime that is already recorded: duplicates, marked or not, and the other force's record."""
    random, rate, size = streams.of("second records", month), rates["report"], len(built.reports)
    hurt = built.crimes.victim >= 0
    duplicate = np.flatnonzero(hurt & chance(random, rate["duplicate"], size))
    moved = np.flatnonzero(built.reports["cancel_reason"].eq("transferred"))
    rows = np.concatenate([duplicate, moved])
    copy = built.reports.iloc[rows].copy()
    copy["original"] = rows
    first = built.reports["recorded"].to_numpy()[rows]
    twin = np.arange(len(rows)) < len(duplicate)
    gap = np.where(twin, random.integers(0, rate["duplicate_gap"] + 1, len(rows)), random.integers(0, 4, len(rows)))
    copy["recorded"] = np.where(twin, first, copy["cancelled"]) + gap
    marked = twin & chance(random, rate["duplicate_marked"], len(rows))
    marked_on = copy["recorded"].to_numpy() + spread_days(random, rate["marked_days"], len(rows))
    copy["cancelled"] = np.where(marked, marked_on, NEVER)
    copy["cancel_reason"] = np.where(marked, "duplicate", "")
    copy["rightly"] = np.where(marked, "true", "")
    copy["duplicate_on"] = np.where(marked, marked_on, NEVER)
    copy["force"] = np.where(twin, copy["force"], 1 - copy["force"])
    copy["other"] = np.where(twin, -1, rows)
    reports = pd.concat([built.reports, copy], ignore_index=True)
    reports.loc[moved, "other"] = size + len(duplicate) + np.arange(len(moved))
    new = pd.DataFrame({"report": rows, "copy": size + np.arange(len(rows))})
    crimes = built.crimes.join(built.crimes.take(rows))
    crimes.recorded = reports["recorded"].to_numpy()
    recorded = crimes.recorded
    return Month(
        crimes,
        reports,
        _copied(built.lines, new, recorded, ["changed_on"]),
        _copied(built.suspects, new, recorded, ["named_on", "eliminated_on"]),
        _copied(built.victims, new, recorded, ["withdrew_on"]),
    )


def _copied(part: pd.DataFrame, new: pd.DataFrame, recorded: Array, days: list[str]) -> pd.DataFrame:
    """The part with the copied reports' rows added; nothing is known before the copy is recorded."""
    extra = new.merge(part, on="report").drop(columns="report").rename(columns={"copy": "report"})
    for name in days:
        extra[name] = np.maximum(extra[name], recorded[extra["report"]])
    return pd.concat([part, extra], ignore_index=True)


def _victims(rates: Rates, state: State, random: np.random.Generator, crimes: Crimes) -> pd.DataFrame:
    """The victim of each crime, and sometimes a second one: a relative of the first, or a bystander of like age."""
    hurt = np.flatnonzero(crimes.victim >= 0)
    first = pd.DataFrame({"report": hurt, "person": crimes.victim[hurt], "relation": crimes.relation[hurt], "place": 1})
    share = rates.of_kind(rates["crime"]["second_victim"])[crimes.kind[hurt]]
    rows = hurt[chance(random, share, len(hurt))]
    people = state.people
    mate = np.where(
        people.mother[crimes.victim[rows]] >= 0, people.mother[crimes.victim[rows]], people.partner[crimes.victim[rows]]
    )
    day = crimes.begin[rows] // 1440
    able = (
        (mate >= 0) & (mate != crimes.offender[rows]) & state.free(np.maximum(mate, 0), day, crimes.end[rows] // 1440)
    )
    able &= times.fits_a_code(rates, people, crimes.kind[rows], day, mate)
    able &= np.array([kind.level < 4 for kind in rates.kinds])[crimes.kind[rows]]
    rows, mate = rows[able], mate[able]
    relation = np.where(people.partner[mate] == crimes.offender[rows], PARTNER, crimes.relation[rows])
    relation = np.where((relation == PARTNER) & (people.partner[mate] != crimes.offender[rows]), FAMILY, relation)
    relation = np.where(relation == EX, ACQUAINTANCE, relation)
    second = pd.DataFrame({"report": rows, "person": mate, "relation": relation, "place": 2})
    return pd.concat([first, second], ignore_index=True)


def _first_named(suspects: pd.DataFrame, size: int) -> Array:
    """First day on which an offender of each report is named."""
    day = np.full(size, NEVER)
    named = suspects[suspects["kind"].eq("offender")]
    np.minimum.at(day, named["report"].to_numpy(), named["named_on"].to_numpy())
    return day


def _lines(
    rates: Rates,
    state: State,
    random: np.random.Generator,
    crimes: Crimes,
    reports: pd.DataFrame,
    victims: pd.DataFrame,
) -> pd.DataFrame:
    """Offence lines: the principal, one more for a second victim, included offences, drugs or a blade found."""
    rows = np.flatnonzero(reports["code"] != "")
    kind = crimes.kind[rows]
    attempts = rates.of_kind(rates["crime"]["attempt"])[kind]
    known = reports["known"].to_numpy()
    first = pd.DataFrame({"report": rows, "code": reports["code"].to_numpy()[rows], "role": "", "victim": 1})
    first["attempt"] = chance(random, attempts, len(rows)) | (first["code"].eq("019/11"))
    first["new_code"], first["changed_on"] = _reclassified(rates, random, first["code"], crimes.recorded[rows])
    parts = [first, _second_lines(rates, state, crimes, victims)]
    parts.append(_included(rates, random, crimes, first, known))
    parts.append(_generated(rates, random, crimes, rows[known[rows]]))
    lines = pd.concat(parts, ignore_index=True)
    lines = lines.sort_values("report", kind="stable", ignore_index=True)
    lines["line"] = lines.groupby("report").cumcount() + 1
    return lines


def _included(
    rates: Rates, random: np.random.Generator, crimes: Crimes, first: pd.DataFrame, known: Array
) -> pd.DataFrame:
    """Less serious offences within a report, between people who are related: what the principal one outweighs."""
    rows, rate = first["report"].to_numpy(), rates["crime"]
    share = rates.of_kind(rate["included"])[crimes.kind[rows]]
    code = _drawn(rate["included_codes"], random, len(rows))
    days = offence_days()
    less = np.array([days[a] < days[b] for a, b in zip(code, first["code"], strict=True)], dtype=bool)
    close = np.isin(crimes.relation[rows], INTIMATE) & known[rows]
    some = close & less & chance(random, share, len(rows))
    return _extra_lines(rows[some], code[some], "included", 1)


def _generated(rates: Rates, random: np.random.Generator, crimes: Crimes, rows: Array) -> pd.DataFrame:
    """Drugs or a blade found on the suspect."""
    rate = rates["crime"]
    found = rows[chance(random, rates.of_kind(rate["generated"])[crimes.kind[rows]], len(rows))]
    return _extra_lines(found, _drawn(rate["generated_codes"], random, len(found)), "", 0)


def _drawn(shares: dict[str, float], random: np.random.Generator, size: int) -> Array:
    return np.array(list(shares), dtype=object)[choose(random, np.array(list(shares.values())), size)]


def _second_lines(rates: Rates, state: State, crimes: Crimes, victims: pd.DataFrame) -> pd.DataFrame:
    """One crime per victim: a second victim has a line of her own, with the code for her age."""
    second = victims[victims["place"].eq(2)]
    rows = second["report"].to_numpy()
    code = times.codes(rates, state.people, crimes.kind[rows], crimes.begin[rows] // 1440, second["person"].to_numpy())
    has = code != ""
    return _extra_lines(rows[has], code[has], "", 2)


def _extra_lines(rows: Array, code: Array, role: str, victim: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "report": rows,
            "code": code,
            "role": role,
            "victim": victim,
            "attempt": False,
            "new_code": code,
            "changed_on": NEVER,
        }
    )


def _reclassified(rates: Rates, random: np.random.Generator, code: pd.Series, recorded: Array) -> tuple[Array, Array]:
    rate = rates["report"]
    options = code.map(rate["reclassify"])
    pick = random.random(len(code))
    new = np.array(
        [c if not isinstance(o, list) else o[int(p * len(o))] for c, o, p in zip(code, options, pick, strict=True)],
        dtype=object,
    )
    changes = chance(random, rate["reclassified"], len(code)) & (new != code.to_numpy())
    day = recorded + 1 + spread_days(random, rate["reclassify_days"], len(code))
    return np.where(changes, new, code.to_numpy()), np.where(changes, day, NEVER)


def _fate(rates: Rates, random: np.random.Generator, crimes: Crimes, reports: pd.DataFrame) -> None:
    """Cancellations with their reason and whether rightly; transfers. In place."""
    rate, size = rates["report"], len(reports)
    sexual = np.array([what.group in ("sexual", "child_sexual") for what in rates.kinds])[crimes.kind]
    crime = reports["code"].to_numpy() != ""
    gone = crime & chance(random, np.where(sexual, rate["cancelled_sexual"], rate["cancelled"]), size)
    moved = crime & ~gone & chance(random, rate["transferred"], size)
    day = crimes.recorded + 1 + spread_days(random, rate["cancel_days"], size)
    day = np.where(moved, crimes.recorded + random.integers(1, 12, size), day)
    error = chance(random, rate["recorded_in_error"], size)
    reason = np.where(moved, "transferred", np.where(error, "recorded_in_error", "additional_information"))
    wrongly = chance(random, np.where(sexual, rate["wrongly_cancelled_sexual"], rate["wrongly_cancelled"]), size)
    reports["cancelled"] = np.where(gone | moved, day, NEVER)
    reports["cancel_reason"] = np.where(gone | moved, reason, "")
    reports["rightly"] = np.where(gone, np.where(wrongly, "false", "true"), np.where(moved, "true", ""))
    reports["duplicate_on"] = NEVER
    reports["other"] = -1


def _withdrawals(
    rates: Rates, random: np.random.Generator, crimes: Crimes, reports: pd.DataFrame, victims: pd.DataFrame
) -> None:
    """Victims who withdraw support, by how the offender is related to them. In place."""
    rate, rows = rates["justice"], victims["report"].to_numpy()
    share = np.array([rate["withdraws"].get(name, 0.1) for name in RELATIONS])[victims["relation"]]
    level = np.array([what.level for what in rates.kinds])[crimes.kind[rows]]
    crime = (reports["code"].to_numpy()[rows] != "") & (level < 4) & reports["known"].to_numpy()[rows]
    leaves = crime & chance(random, share, len(rows))
    day = crimes.recorded[rows] + spread_days(random, rate["withdraw_days"], len(rows))
    victims["withdrew_on"] = np.where(leaves, day, NEVER)
