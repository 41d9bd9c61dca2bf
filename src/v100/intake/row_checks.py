"""What can be wrong within one row, beyond text that is not of its type: each check is one line.

Future means after the day on which the batch was received. A check that cannot be made (a value is not known)
finds no fault.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from v100.intake.values import quoted
from v100.tables import INPUT, PLANNED_KINDS, Column

FIRST_DAY = "DATE '1900-01-01'"
OLDEST = 120
COMPARED = ("forename", "middle_names", "surname", "phone", "pnc_id")
LONGEST = 1000
"""Letters that a name or number may have which is compared with others letter by letter: the time grows with their
square.
"""
CORRECT_DATE = "correct the date; if day and month were read the wrong way round, correct the profile's dates"


@dataclass(frozen=True)
class Check:
    """A fault: the SQL condition on our columns that finds it, the column it is shown at, reason and remedy."""

    condition: str
    column: str
    reason: str
    remedy: str


def checks(table: str, received_on: date) -> list[Check]:
    """All checks of one of our tables."""
    return [*_dates(table, received_on), *_vocabularies(table), *_own(table, received_on)]


def unreadable(column: Column) -> tuple[str, str]:
    """Reason and remedy when a text is not a value of its column."""
    if column.values:
        return f"not one of {', '.join(column.values)}", "map the word in the profile's values, or correct it"
    if column.name == "ho_code":
        return (
            "malformed offence code: class/sub-class is expected, as in 019/08",
            "correct the code, or map the offence's text by a list of the profile",
        )
    return {
        "date": ("impossible date", f"{CORRECT_DATE}"),
        "timestamp": ("impossible date or time", f"{CORRECT_DATE}; give London time without an offset"),
        "int64": ("not a whole number", "correct the number"),
        "boolean": ("not true or false", "map the word in the profile's values"),
        "array<int64>": ("not a list of whole numbers", "separate numbers by the profile's separator"),
    }[column.type]


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """The words of a shipped reference list: flags, mo_codes or outcomes."""
    text = (files("v100.data.reference") / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(row[0] for row in csv.reader(text.splitlines()[1:]))


def _dates(table: str, received_on: date) -> Iterator[Check]:
    today = f"DATE '{received_on}'"
    for column in INPUT[table].columns:
        if column.type not in ("date", "timestamp"):
            continue
        name = f'"{column.name}"'
        yield Check(f"{name} < {FIRST_DAY}", column.name, "impossible date: before 1900", CORRECT_DATE)
        if table == "event" and column.name in ("on", "until"):
            continue
        yield Check(
            f"CAST({name} AS DATE) > {today}",
            column.name,
            f"future date: after {received_on}, when the batch was received",
            CORRECT_DATE,
        )


def _vocabularies(table: str) -> Iterator[Check]:
    if table != "crime_report":
        return
    for column, name in (("flags", "flags"), ("mo_codes", "mo_codes")):
        words = ", ".join(map(quoted, vocabulary(name)))
        yield Check(
            f"len(list_filter({column}, x -> x NOT IN ({words}))) > 0",
            column,
            f"a word that is not in {name}.csv",
            "map the word in the profile's values, or correct it",
        )
    outcomes = ", ".join(map(quoted, vocabulary("outcomes")))
    yield Check(
        f"outcome_type NOT IN ({outcomes})",
        "outcome_type",
        "not a Home Office outcome type",
        "use the number, as in 16",
    )


def _own(table: str, received_on: date) -> Iterator[Check]:
    if table == "crime_report":
        yield Check("updated_on < recorded_on", "updated_on", "updated before it was recorded", CORRECT_DATE)
        yield Check(
            "CAST(occurred_from AS DATE) > recorded_on", "occurred_from", "occurred after it was recorded", CORRECT_DATE
        )
        yield Check("occurred_to < occurred_from", "occurred_to", "ended before it began", CORRECT_DATE)
        yield Check("cancelled_on < recorded_on", "cancelled_on", "cancelled before it was recorded", CORRECT_DATE)
        yield Check("duplicate_of = report_id", "duplicate_of", "a duplicate of itself", "name the surviving report")
    elif table == "offence":
        yield Check("line < 1", "line", "lines are numbered from 1", "number the lines from 1")
    elif table in ("suspect", "victim"):
        for name in COMPARED:
            yield Check(f"strlen({name}) > {LONGEST}", name, f"over {LONGEST} letters", "correct it, or leave it empty")
        yield Check(
            f"len(list_filter(aliases, x -> strlen(x) > {LONGEST})) > 0",
            "aliases",
            f"over {LONGEST} letters",
            "correct it, or leave it empty",
        )
        yield Check(
            f"age_at_offence NOT BETWEEN 0 AND {OLDEST}",
            "age_at_offence",
            f"not an age from 0 to {OLDEST}",
            "correct the age, or leave it empty",
        )
    elif table == "event":
        yield from _event(received_on)


def _event(received_on: date) -> Iterator[Check]:
    planned = f"kind IN ({', '.join(map(quoted, PLANNED_KINDS))})"
    yield Check(
        f"NOT {planned} AND \"on\" > DATE '{received_on}'",
        "on",
        f"future date: after {received_on}, when the batch was received",
        f"{CORRECT_DATE}; only {' and '.join(PLANNED_KINDS)} may lie ahead",
    )
    yield Check(
        f'NOT {planned} AND recorded_on < "on"',
        "recorded_on",
        "known before it happened",
        f"{CORRECT_DATE}; only {' and '.join(PLANNED_KINDS)} may lie ahead",
    )
    yield Check('until < "on"', "until", "ends before it begins", CORRECT_DATE)
    yield Check("days < 0", "days", "a negative number of days", "correct the number")
    yield Check(
        "mention_id IS NULL AND report_id IS NULL AND pnc_id IS NULL",
        "",
        "an event of nobody: no mention_id, report_id or pnc_id",
        "say whom or which report it concerns",
    )
