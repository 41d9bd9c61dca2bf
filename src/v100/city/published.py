"""What is published of crime in London: recorded offences by borough, category and month."""

from dataclasses import dataclass

import numpy as np

from v100.city.shipped import rows
from v100.city.streams import Array

UNKNOWN = "Unknown"
"""The row of offences whose borough was not recorded."""


@dataclass(frozen=True)
class RecordedCrime:
    """`counts` of shape (boroughs, categories, months); fractions, because the unknown borough's are spread."""

    boroughs: tuple[str, ...]
    categories: tuple[str, ...]
    months: tuple[str, ...]
    counts: Array


def recorded_crime() -> RecordedCrime:
    """The Metropolitan Police's table of 24 months, months as YYYY-MM in order.

    Offences of an unknown borough are spread over all others by their share of the category's month.
    """
    table = rows("london", "recorded_crime.csv")
    months = tuple(name for name in table[0] if name[:2] == "20")
    boroughs = tuple(sorted({row["borough"] for row in table} - {UNKNOWN}))
    categories = tuple(sorted({row["minor"] for row in table}))
    counts = np.zeros((len(boroughs) + 1, len(categories), len(months)))
    at = {name: number for number, name in enumerate((*boroughs, UNKNOWN))}
    for row in table:
        counts[at[row["borough"]], categories.index(row["minor"])] = [int(row[name]) for name in months]
    return RecordedCrime(boroughs, categories, months, _spread(counts[:-1], counts[-1]))


def category_of_offence() -> dict[str, str]:
    """Home Office code to the published category that it is counted in, for every code of the offence table."""
    return {row["ho_code"]: row["category"] for row in rows("london", "category_of_offence.csv")}


def _spread(known: Array, unknown: Array) -> Array:
    """Where a category's month has no offence with a borough, by the boroughs' share of all offences."""
    by_cell = known.sum(axis=0)
    overall = known.sum(axis=(1, 2)) / known.sum()
    share = np.where(by_cell > 0, known / np.maximum(by_cell, 1), overall[:, None, None])
    return np.asarray(known + share * unknown)
