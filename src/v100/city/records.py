"""A month's records as written: identifiers, words, identities with their errors, one table for each file."""

from typing import Any

import numpy as np
import pandas as pd

from v100.city import narrative, numbers, recording
from v100.city.calendar import NEVER
from v100.city.crimes import PLACES
from v100.city.offenders import State
from v100.city.rates import EX, FAMILY, PARTNER, RELATIONS, Rates, offence_titles
from v100.city.reports import Month
from v100.city.streams import Array, Streams, chance

Tables = dict[str, pd.DataFrame]
"""report, line, suspect, victim, event, forensic: all that will become known, each fact with its day."""


def write(
    rates: Rates, said: dict[str, Any], state: State, streams: Streams, month: int, built: Month, diary: pd.DataFrame
) -> Tables:
    """Turns persons and days into records; nothing in an identifier tells who is who."""
    reports = _reports(rates, said, state, streams, month, built)
    lines = _lines(built.lines)
    suspects = _suspects(rates, said, state, streams.of("suspects", month), built)
    victims = _victims(rates, said, state, streams.of("victims", month), built)
    links = streams.of("links", month)
    suspects["lines"] = _lines_of_suspects(links, rates["report"]["principal_only"], built, suspects)
    victims["lines"] = _lines_of_victims(built, victims)
    first = state.mentions
    for table, letter in ((suspects, "S"), (victims, "V")):
        order = np.argsort(reports["number"].to_numpy()[table["report"]], kind="stable")
        serial = np.empty(len(table), np.int64)
        serial[order] = first + np.arange(len(table))
        table["mention_id"] = _identifier(letter, serial)
    state.mentions += max(len(suspects), len(victims))
    events = _events(state, built, suspects, diary)
    return {"report": reports, "line": lines, "suspect": suspects, "victim": victims, "event": events}


def _identifier(letter: str, serial: Array) -> Array:
    return np.char.add(letter, np.char.zfill(serial.astype("U10"), 8)).astype(object)


def _reports(
    rates: Rates, said: dict[str, Any], state: State, streams: Streams, month: int, built: Month
) -> pd.DataFrame:
    random, crimes, size = streams.of("report details", month), built.crimes, len(built.reports)
    table = built.reports.copy()
    order = np.lexsort((random.random(size), table["recorded"]))
    number = np.empty(size, np.int64)
    number[order] = state.reports + np.arange(size)
    state.reports += size
    table["number"] = number
    table["report_id"] = _identifier("R", number)
    table["crime_ref"] = _crime_refs(table, number)
    original = table["original"].to_numpy()
    table["original_id"] = np.where(original >= 0, table["report_id"].to_numpy()[np.maximum(original, 0)], "")
    other = table["other"].to_numpy()
    table["other_ref"] = np.where(other >= 0, table["crime_ref"].to_numpy()[np.maximum(other, 0)], "")
    known = table["known"].to_numpy()
    text, marker = narrative.flags(rates, state, streams.of("flags", month), crimes, known)
    method = narrative.method(rates, said, state, streams.of("method", month), crimes)
    for name, values in method.items():
        table[name] = values
    table["mo_codes"], table["flags"] = [t[1:] for t in table["mo_codes"]], [t[1:] for t in text]
    table["domestic_abuse"] = marker
    table["borough"] = state.people.land.boroughs[crimes.borough]
    table["location_type"] = np.array(PLACES, dtype=object)[crimes.place]
    table["offender"] = crimes.offender
    table["begin"] = crimes.begin
    blank = chance(random, rates["delay"]["unknown_to"], size) & (crimes.end - crimes.begin < 1440)
    table["end"] = np.where(blank, -(10**10), crimes.end)
    nowhere = chance(random, rates["report"]["no_point"], size) | (crimes.place == PLACES.index("online")) & chance(
        random, rates["report"]["no_point_online"], size
    )
    table["easting"] = np.where(nowhere, -1, crimes.easting)
    table["northing"] = np.where(nowhere, -1, crimes.northing)
    table["officer"] = _officers(said, random, crimes.borough)
    return table


def _crime_refs(table: pd.DataFrame, number: Array) -> Array:
    """01/0012345/25: force, serial, year of recording."""
    force = np.where(table["force"] == 0, "01/", "48/")
    year = (table["recorded"].to_numpy().astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970) % 100
    serial = np.char.zfill((number + 400_000).astype("U10"), 7)
    return np.char.add(np.char.add(np.char.add(force, serial), "/"), np.char.zfill(year.astype("U2"), 2)).astype(object)


def _officers(said: dict[str, Any], random: np.random.Generator, borough: Array) -> Array:
    rank = np.array(said["officers"], dtype=object)[random.integers(0, len(said["officers"]), len(borough))]
    letters = np.array(["AS", "CN", "CW", "EA", "NE", "NW", "SE", "SN", "SW", "WA", "CE", "MD"], dtype=object)
    number = random.integers(1000, 1400, len(borough)).astype("U4").astype(object)
    return np.where(chance(random, said["no_officer"], len(borough)), "", rank + " " + number + letters[borough % 12])


def _lines(lines: pd.DataFrame) -> pd.DataFrame:
    titles = offence_titles()
    lines = lines.copy()
    lines["title"], lines["new_title"] = lines["code"].map(titles), lines["new_code"].map(titles)
    return lines


def _suspects(
    rates: Rates, said: dict[str, Any], state: State, random: np.random.Generator, built: Month
) -> pd.DataFrame:
    """Suspect mentions as written; some men twice; placeholders with nothing but a description."""
    table = built.suspects.copy()
    again = table["kind"].isin(["offender"]) & chance(random, rates["named"]["twice"], len(table))
    table = pd.concat([table, table[again]], ignore_index=True)
    rows, person = table["report"].to_numpy(), table["person"].to_numpy()
    happened = built.crimes.begin[rows] // 1440
    day = table["named_on"].to_numpy()
    for name, values in recording.people(
        rates["record"]["suspect"], said, state, random, person, day, happened
    ).items():
        table[name] = values
    _placeholders(said, state, random, table, built, happened)
    table["arrested_on"] = np.maximum(table["arrested_on"], np.where(table["arrested_on"] < NEVER, day, NEVER))
    held = table["arrested_on"].to_numpy()
    since = state.known_since[person]
    table["pnc_on"] = np.where(table["linked"], day, NEVER)
    table["pnc_on"] = np.minimum(table["pnc_on"], held)
    safe = np.where(since < NEVER, since, 0)
    table["pnc"] = numbers.pnc(person, safe)
    slips = chance(random, rates["record"]["suspect"]["pnc_typo"], len(table))
    table["pnc"] = np.where(slips, [text[:-3] + text[-2] + text[-3] + text[-1] for text in table["pnc"]], table["pnc"])
    table["cro"] = np.where(person % 5 < 3, numbers.cro(person, safe), "")
    year = np.where(held < NEVER, held, 0).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    serial = np.char.zfill((rows * 7 % 9973 + 10).astype("U5"), 5)
    table["custody"] = np.char.add(np.char.add(np.char.add("01", serial), "/"), (year % 100).astype("U2")).astype(
        object
    )
    return table


def _placeholders(
    said: dict[str, Any], state: State, random: np.random.Generator, table: pd.DataFrame, built: Month, happened: Array
) -> None:
    """Rows that name nobody: a stock name, a sex perhaps, a description of a man she does not know. In place."""
    rows = np.flatnonzero(table["kind"].eq("placeholder"))
    person = table["person"].to_numpy()[rows]
    woman = state.people.sex[person] == 1
    relation = built.crimes.relation[table["report"].to_numpy()[rows]]
    stock = np.where(woman, "placeholder_female", "placeholder")
    for close in (PARTNER, EX, FAMILY):
        stock = np.where(relation == close, f"placeholder_{RELATIONS[close]}", stock)
    draws = random.random(len(rows))
    names = [said[options][int(draw * len(said[options]))] for draw, options in zip(draws, stock, strict=True)]
    blank = ("middle_names", "aliases", "ethnicity_self", "address", "postcode", "phone", "email", "vehicle")
    for column in blank:
        table.loc[rows, column] = ""
    table.loc[rows, "forename"] = [forename for forename, _ in names]
    table.loc[rows, "surname"] = [surname for _, surname in names]
    birth = np.where(chance(random, said["placeholder_born_1900"], len(rows)), -25567, NEVER)
    table.loc[rows, "birth"] = birth
    table.loc[rows, "given_age"] = -1
    table.loc[rows, "linked"] = False
    described = recording.describe(said, state.people, random, person, happened[rows])
    table.loc[rows, "description"] = np.where(np.isin(relation, (PARTNER, EX, FAMILY)), "", described)


def _victims(
    rates: Rates, said: dict[str, Any], state: State, random: np.random.Generator, built: Month
) -> pd.DataFrame:
    table = built.victims.copy()
    rows, person = table["report"].to_numpy(), table["person"].to_numpy()
    recorded = built.reports["recorded"].to_numpy()[rows]
    happened = built.crimes.begin[rows] // 1440
    for name, values in recording.people(
        rates["record"]["victim"], said, state, random, person, recorded, happened
    ).items():
        table[name] = values
    relation = np.array([*RELATIONS[:-1], ""], dtype=object)[table["relation"]]
    known = built.reports["known"].to_numpy()[rows] | (table["relation"].to_numpy() != RELATIONS.index("stranger"))
    table["relationship"] = np.where(
        known & ~chance(random, rates["report"]["relation_missing"], len(table)), relation, ""
    )
    worker = table["relation"].to_numpy() == RELATIONS.index("other")
    table.loc[worker, ["address", "postcode"]] = ""
    left = table["withdrew_on"].to_numpy()
    table["withdrew_on"] = np.where(left < NEVER, np.maximum(left, recorded), NEVER)
    return table


def _lines_of_suspects(random: np.random.Generator, share: float, built: Month, suspects: pd.DataFrame) -> Array:
    """Empty (all lines), or the principal line only for some co-suspects of reports with several lines."""
    count = np.bincount(built.lines["report"], minlength=len(built.reports))[suspects["report"]]
    part = (count > 1) & ~suspects["main"] & chance(random, share, len(suspects))
    return np.where(part, "1", "")


def _lines_of_victims(built: Month, victims: pd.DataFrame) -> Array:
    """Each victim's own line where a report has a second victim; empty where she is the only one."""
    principal = built.lines[built.lines["role"].eq("") & built.lines["victim"].gt(0)]
    line = principal.drop_duplicates(["report", "victim"]).set_index(["report", "victim"])["line"]
    several = victims["report"].isin(victims.loc[victims["place"].gt(1), "report"]).to_numpy()
    own = line.reindex(pd.MultiIndex.from_frame(victims[["report", "place"]])).to_numpy()
    return np.where(several & ~np.isnan(own), np.nan_to_num(own).astype(int).astype("U2").astype(object), "")


def _events(state: State, built: Month, suspects: pd.DataFrame, diary: pd.DataFrame) -> pd.DataFrame:
    """Events with identifiers; those that come by police number carry it instead of the mention."""
    table = diary.copy()
    row = table["row"].to_numpy()
    table["mention_id"] = suspects["mention_id"].to_numpy()[row]
    numbered = table["by_number"] & (suspects["pnc_on"].to_numpy()[row] <= table["known"])
    table["pnc_id"] = np.where(numbered, suspects["pnc"].to_numpy()[row], "")
    table["mention_id"] = np.where(numbered, "", table["mention_id"])
    table["known"] = np.maximum(table["known"], suspects["named_on"].to_numpy()[row])
    table["event_id"] = _identifier("E", state.events + np.arange(len(table)))
    state.events += len(table)
    several = np.bincount(built.lines["report"], minlength=len(built.reports))[table["report"]] > 1
    table["lines"] = np.where(several & table["kind"].isin(["charge", "conviction", "acquittal"]), "1", "")
    return table
