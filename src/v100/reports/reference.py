"""Words for the codes in a run's tables: offence titles, outcomes, precursor rules."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNCHECKED = "general knowledge of the field, not checked against a source"


@cache
def offence_titles() -> dict[str, str]:
    """Home Office code → title."""
    return _column("offences.csv", "ho_code", "title")


@cache
def outcomes() -> dict[str, str]:
    """Home Office outcome type → what it means."""
    return _column("outcomes.csv", "outcome_type", "meaning")


@dataclass(frozen=True)
class Rule:
    """A rule of the precursor list, as its data says it."""

    rule: str
    name: str
    condition: str
    source: str
    wording: str


@cache
def precursor_rules() -> dict[str, Rule]:
    """P1 to P18 in order."""
    rules = tomllib.loads((files("v100.data.reference") / "precursors.toml").read_text(encoding="utf-8"))
    said = ("name", "condition", "source", "wording")
    return {rule: Rule(rule, *(row[word].replace("[M]", UNCHECKED) for word in said)) for rule, row in rules.items()}


def _column(name: str, key: str, value: str) -> dict[str, str]:
    text = (files("v100.data.reference") / name).read_text(encoding="utf-8-sig")
    return {row[key]: row[value] for row in csv.DictReader(text.splitlines())}
