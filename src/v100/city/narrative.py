"""The words of a report: method as text and codes, target, weapon, words spoken, flags."""

import tomllib
from importlib.resources import files
from typing import Any

import numpy as np

from v100.city.calendar import age
from v100.city.crimes import PLACES, Crimes
from v100.city.offenders import State
from v100.city.rates import EX, FAMILY, PARTNER, STRANGER, Rates
from v100.city.streams import Array, chance

MALE = {"he": "he", "him": "him", "his": "his", "He": "He"}
FEMALE = {"he": "she", "him": "her", "his": "her", "He": "She"}


def words() -> dict[str, Any]:
    return tomllib.loads((files("v100.data.city") / "words.toml").read_text(encoding="utf-8"))


def method(
    rates: Rates, said: dict[str, Any], state: State, random: np.random.Generator, crimes: Crimes, known: Array
) -> dict[str, Array]:
    """mo_text, mo_codes, target, weapon, words_spoken of each crime."""
    size = len(crimes)
    columns = {
        name: np.full(size, "", dtype=object) for name in ("mo_text", "mo_codes", "target", "weapon", "words_spoken")
    }
    for number in np.unique(crimes.kind):
        kind = rates.kinds[number]
        close = kind.group == "street" and kind.name == "common_assault"
        table = said["method"].get(kind.name) or said["method"][kind.group]
        rows = np.flatnonzero(crimes.kind == number)
        if close:
            home = np.isin(crimes.relation[rows], (PARTNER, EX, FAMILY))
            _fill(said["method"]["home"], state, random, crimes, rows[home], columns)
            rows = rows[~home]
        _fill(table, state, random, crimes, rows, columns)
    columns["words_spoken"] = np.where(known | (random.random(size) < 0.6), columns["words_spoken"], "")
    return columns


def _fill(
    table: dict[str, Any],
    state: State,
    random: np.random.Generator,
    crimes: Crimes,
    rows: Array,
    columns: dict[str, Array],
) -> None:
    texts = np.array(table["text"], dtype=object)[random.integers(0, len(table["text"]), len(rows))]
    sex = state.people.sex
    his, hers = (
        sex[crimes.offender[rows]],
        np.where(crimes.victim[rows] >= 0, sex[np.maximum(crimes.victim[rows], 0)], -1),
    )
    columns["mo_text"][rows] = [_said(text, a, b) for text, a, b in zip(texts, his, hers, strict=True)]
    for code, share in table["codes"].items():
        has = rows[chance(random, share, len(rows))]
        columns["mo_codes"][has] += "|" + code
    for name, column in (("target", "target"), ("weapon", "weapon"), ("words", "words_spoken")):
        if name in table:
            given = rows[chance(random, table[f"{name}_given"], len(rows))]
            columns[column][given] = np.array(table[name], dtype=object)[
                random.integers(0, len(table[name]), len(given))
            ]


def _said(text: str, his: int, hers: int) -> str:
    """The sentence with its pronouns: {he} of the offender, {she} of the victim."""
    if "{" not in text:
        return text
    offender = FEMALE if his == 1 else MALE
    victim = {"she": "he", "She": "He", "her": "him"} if hers == 0 else {"she": "she", "She": "She", "her": "her"}
    if hers < 0:
        victim = {"she": "they", "She": "They", "her": "them"}
    return text.format(**offender, **victim)


def flags(rates: Rates, state: State, random: np.random.Generator, crimes: Crimes, known: Array) -> tuple[Array, Array]:
    """Flags as a list joined by |, and the domestic-abuse marker (true, false, empty)."""
    rate, size = rates["flags"], len(crimes)
    people, day = state.people, crimes.begin // 1440
    hurt = crimes.victim >= 0
    seen = np.maximum(crimes.victim, 0)
    sex, years = np.where(hurt, people.sex[seen], -1), np.where(hurt, age(people.born[seen], day), -1)
    group = np.array([kind.group for kind in rates.kinds], dtype=object)[crimes.kind]
    name = np.array([kind.name for kind in rates.kinds], dtype=object)[crimes.kind]
    close = np.isin(crimes.relation, (PARTNER, EX, FAMILY))
    domestic = close & known & (years >= 16) & (age(people.born[crimes.offender], day) >= 16)
    marked = domestic & ~chance(random, rate["domestic_missed"], size)
    marker = np.where(marked, "true", np.where(chance(random, rate["domestic_unknown"], size), "", "false"))
    woman = sex == 1
    share = {
        "domestic_abuse": marked * 0.8,
        "hba": (close & woman & (crimes.relation == FAMILY)) * rate["hba"]
        + np.isin(name, ("forced_marriage", "mutilation")),
        "fm": (name == "forced_marriage") * rate["fm"],
        "fgm": (name == "mutilation") * rate["fgm"],
        "cse": rates.of_kind(rate["cse"])[crimes.kind] * (years < 18) * hurt,
        "cce": np.isin(group, ("drugs", "weapon"))
        * known
        * (age(people.born[crimes.offender], day) < 20)
        * rate["cce"]
        * 3,
        "nrm": np.isin(group, ("drugs", "exploit")) * known * rate["nrm"],
        "strangulation": rates.of_kind(rate["strangulation"])[crimes.kind] * close,
        "coercive_control": rates.of_kind(rate["coercive_control"])[crimes.kind] * domestic,
        "separated": domestic * (crimes.relation == EX) * rate["separated"],
        "pregnant": domestic * woman * (years < 45) * rate["pregnant"],
        "victim_suicidal": domestic * woman * rate["victim_suicidal"],
        "suspect_suicidal": domestic * rate["suspect_suicidal"],
        "firearm_access": domestic * rate["firearm_access"],
        "stepchild": domestic * (crimes.relation == PARTNER) * rate["stepchild"],
        "following": (crimes.relation == STRANGER)
        * woman
        * np.isin(group, ("indecency", "stalk", "sexual"))
        * (crimes.place == PLACES.index("street"))
        * rate["following"],
        "incident": (group == "incident") * 1.0,
    }
    text = np.full(size, "", dtype=object)
    for flag, of in share.items():
        rows = np.flatnonzero(chance(random, np.asarray(of, dtype=float), size))
        text[rows] += "|" + flag
    return text, marker
