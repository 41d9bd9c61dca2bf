"""Words for the codes in a run's tables: offence titles, outcomes, report flags."""

import csv
from functools import cache
from importlib.resources import files


@cache
def offence_titles() -> dict[str, str]:
    """Home Office code → title."""
    return _column("offences.csv", "ho_code", "title")


@cache
def outcomes() -> dict[str, str]:
    """Home Office outcome type → what it means."""
    return _column("outcomes.csv", "outcome_type", "meaning")


def _column(name: str, key: str, value: str) -> dict[str, str]:
    text = (files("v100.data.reference") / name).read_text(encoding="utf-8-sig")
    return {row[key]: row[value] for row in csv.DictReader(text.splitlines())}
