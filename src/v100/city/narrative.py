"""The words of a report: method as text and codes, target, weapon, words spoken, flags."""

import tomllib
from importlib.resources import files
from typing import Any

import numpy as np

from v100.city.calendar import age
from v100.city.crimes import PLACES, Crimes
from v100.city.habits import Habits
from v100.city.offenders import State
from v100.city.rates import ACQUAINTANCE, EX, FAMILY, PARTNER, STRANGER, Rates
from v100.city.streams import Array, chance

OFFENDER = {
    0: {"he": "he", "him": "him", "his": "his", "He": "He"},
    1: {"he": "she", "him": "her", "his": "her", "He": "She"},
}
VICTIM = {
    0: {"she": "he", "She": "He", "her": "him", "hers": "his"},
    1: {"she": "she", "She": "She", "her": "her", "hers": "her"},
    -1: {"she": "they", "She": "They", "her": "them", "hers": "their"},
}
"""Pronouns by sex: 0 man, 1 woman, -1 nobody in particular."""


def words() -> dict[str, Any]:
    return tomllib.loads((files("v100.data.city") / "words.toml").read_text(encoding="utf-8"))


def method(
    rates: Rates, said: dict[str, Any], state: State, random: np.random.Generator, crimes: Crimes
) -> dict[str, Array]:
    """mo_text, mo_codes, target, weapon, words_spoken of each crime."""
    columns = {
        name: np.full(len(crimes), "", dtype=object)
        for name in ("mo_text", "mo_codes", "target", "weapon", "words_spoken")
    }
    close = np.isin(crimes.relation, (PARTNER, EX, FAMILY))
    habits = Habits(rates["knob"]["signature"])
    for number in np.unique(crimes.kind):
        kind = rates.kinds[number]
        rows = np.flatnonzero(crimes.kind == number)
        table = said["method"].get(kind.name) or said["method"][kind.group]
        if kind.name == "common_assault":
            _fill(said["method"]["home"], habits, state, random, crimes, rows[close[rows]], columns)
            rows = rows[~close[rows]]
        _fill(table, habits, state, random, crimes, rows, columns)
    _third_parties(rates, said, state, random, crimes, columns["mo_text"])
    for weapon, code in said["weapon_codes"].items():
        columns["mo_codes"][columns["weapon"] == weapon] += "|" + code
    return columns


def _fill(
    table: dict[str, Any],
    habits: Habits,
    state: State,
    random: np.random.Generator,
    crimes: Crimes,
    rows: Array,
    columns: dict[str, Array],
) -> None:
    """The words of crimes of one kind. In place."""
    sex, offender = state.people.sex, crimes.offender[rows]
    his = sex[offender]
    hers = np.where(crimes.victim[rows] >= 0, sex[np.maximum(crimes.victim[rows], 0)], -1)
    texts = _texts(table, habits, random, crimes, rows, hers == 1)
    columns["mo_text"][rows] = [_said(text[0], a, b) for text, a, b in zip(texts, his, hers, strict=True)]
    if "tells" in table:
        told = chance(random, table["tells_given"], len(rows))
        columns[table["tells"]][rows[told]] = [text[1] for text in texts[told]]
    for code, share in table["codes"].items():
        columns["mo_codes"][rows[habits.happens(random, offender, code, share)]] += "|" + code
    for name, column in (("target", "target"), ("weapon", "weapon"), ("words", "words_spoken")):
        if name in table:
            given = rows[habits.happens(random, offender, f"{name} given", table[f"{name}_given"])]
            columns[column][given] = _drawn(table[name], habits, random, crimes.offender[given], name)


def _third_parties(
    rates: Rates, said: dict[str, Any], state: State, random: np.random.Generator, crimes: Crimes, text: Array
) -> None:
    """Says of some reports that a professional or another person made them. In place."""
    share = rates.of_kind(rates["crime"]["third_party"])[crimes.kind]
    rows = np.flatnonzero((crimes.victim >= 0) & chance(random, share, len(crimes)))
    victim = crimes.victim[rows]
    child = age(state.people.born[victim], crimes.begin[rows] // 1440) < 16
    pick, sex = random.random(len(rows)), state.people.sex
    for row, her, young, at in zip(rows, victim, child, pick, strict=True):
        sentences = said["third_party_child" if young else "third_party"]
        text[row] += " " + _said(sentences[int(at * len(sentences))], sex[crimes.offender[row]], sex[her])


def _texts(
    table: dict[str, Any], habits: Habits, random: np.random.Generator, crimes: Crimes, rows: Array, woman: Array
) -> Array:
    """A sentence for each crime that suits its place and who the two are to each other."""
    relation, place = crimes.relation[rows], crimes.place[rows]
    offender = crimes.offender[rows]
    texts = _drawn(_pairs(table["text"]), habits, random, offender, "text")
    half = random.random(len(rows)) < 0.5
    suits = {
        "women": half & woman,
        "home": half & (place == PLACES.index("home")),
        "kin": half & (relation == FAMILY),
        "couple": half & np.isin(relation, (PARTNER, EX)),
        "stranger": half & (relation == STRANGER),
        "acquaintance": half & (relation == ACQUAINTANCE),
        "online": place == PLACES.index("online"),
    }
    for name, where in suits.items():
        if name in table:
            texts = np.where(where, _drawn(_pairs(table[name]), habits, random, offender, "text"), texts)
    return texts


def _pairs(texts: list[Any]) -> list[tuple[str, str]]:
    """Sentences with what they tell of; nothing where only the sentence is given."""
    return [(text, "") if isinstance(text, str) else (text[0], text[1]) for text in texts]


def _drawn(options: list[Any], habits: Habits, random: np.random.Generator, offender: Array, what: str) -> Array:
    listed = np.empty(len(options), dtype=object)
    listed[:] = options
    return listed[habits.choose(random, offender, what, np.ones(len(options)))]


def _said(text: str, his: int, hers: int) -> str:
    """The sentence with its pronouns: {he} of the offender, {she} of the victim."""
    if "{" not in text:
        return text
    return text.format(**OFFENDER[his], **VICTIM[hers])


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
    domestic = close & (years >= 16) & (age(people.born[crimes.offender], day) >= 16)
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
