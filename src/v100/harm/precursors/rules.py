"""The rules as data, and how much of what they read is not known."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import ibis
import ibis.expr.types as ir
from pydantic import BaseModel, ConfigDict


class Rule(BaseModel):
    """One line of precursors.toml (see there). Times in days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    condition: str
    source: str
    wording: str
    reads: tuple[str, ...]
    window_days: int = 0
    at_least: int = 0
    span_days: int = 0
    near_days: int = 0


@cache
def rules() -> dict[str, Rule]:
    """The shipped rules by id, P1 to P18, in order."""
    text = (files("v100.data.reference") / "precursors.toml").read_text(encoding="utf-8")
    return {rule: Rule(id=rule, **fields) for rule, fields in tomllib.loads(text).items()}


FIELDS = {
    "relationship_to_suspect": "victim",
    "flags": "crime_report",
    "mo_codes": "crime_report",
    "domestic_abuse": "crime_report",
    "outcome_type": "crime_report",
}
"""Fields that a rule may read and the table that they are of. `event` and `victim` stand for the whole
table."""


def not_known(known: Mapping[str, ir.Table]) -> ir.Table:
    """field, rows, empty: how many rows leave a field empty that rules rest on.

    An absent field is not known, not no: a rule that stays silent on it says nothing. For flags and method
    codes an empty list is counted as not known, because a record system does not say which of the two it
    means.
    """
    parts = []
    for field, table in FIELDS.items():
        value = known[table][field]
        empty = (value.length().fill_null(0) == 0) if value.type().is_array() else value.isnull()
        parts.append(
            known[table].agg(
                field=ibis.literal(field), rows=known[table].count(), empty=empty.cast("int64").sum().fill_null(0)
            )
        )
    return ibis.union(*parts).order_by("field")
