"""The words that a kind of fact may use: those of the run's tables and of the reference tables."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from v100.casework.powers.fact import Kind
from v100.tables import EVENT_KINDS, RELATIONSHIPS

TABLES = {"categories": "categories", "flags": "flags", "methods": "mo_codes", "outcomes": "outcomes"}
"""Keys of a kind, and the reference table whose first column they use."""


@cache
def words(key: str) -> tuple[str, ...]:
    """What may stand in this key of a kind. Codes are not among them: another weight set may have its own."""
    if key not in TABLES:
        return {"events": EVENT_KINDS, "relationships": RELATIONSHIPS}[key]
    text = (files("v100.data.reference") / f"{TABLES[key]}.csv").read_text(encoding="utf-8")
    return tuple(row[0] for row in list(csv.reader(text.splitlines()))[1:])


def unknown(kind: Kind) -> Iterator[tuple[str, str]]:
    """Key and word, of each word that no table has: it would never be met, and nobody would know."""
    for key in (*TABLES, "events", "relationships"):
        for word in getattr(kind, key):
            if word not in words(key):
                yield key, word
