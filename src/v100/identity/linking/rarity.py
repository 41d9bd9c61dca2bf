"""How common a value is: among people, not among rows, for he who stands in many rows makes his name no commoner."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import add, keep
from v100.identity.comparisons import Comparison
from v100.identity.model import rounded
from v100.identity.scoring import real

LEAST_BEARERS = 5
"""A value enters the model file when so many people bear it: the file names nobody."""

SPREAD = 0.5
"""How unlike values are in how many bear them: the shape of a gamma distribution, about that of names. What is known
of a value borne by few is drawn towards the mean by it."""

WHOLE = "whole"
"""The full name: people of one origin bear forenames and surnames that go together."""


@dataclass(frozen=True)
class Rarity:
    """Of one column: `people` who tell it, `agree`, the chance that two of them share a value, and `shares`, how many
    share it with one who bears it, of those values that enough bear; of the others by how many bear them (`few`)."""

    people: int
    agree: float
    few: tuple[float, ...]
    shares: dict[str, float]


def with_shares(
    backend: Backend, name: str, standard: ir.Table, groups: ir.Table, comparisons: Sequence[Comparison]
) -> tuple[ir.Table, dict[str, Rarity]]:
    """The standard rows with `share_COLUMN` for each column whose rarity counts, kept under `name`, and the rarities.

    `groups` (mention_id, grouping) say which rows are one person. A share is that of other people who bear the value,
    as one expects it who knows how many here do.
    """
    people = add(standard, groups.select("mention_id", "grouping"), "mention_id")
    told, rarities = standard, {}
    for column in rarity_columns(comparisons):
        told, rarities[column] = _with_share(backend, f"{name}_{column}", told, people, column)
    if {"given", "family"} <= set(rarities):
        told = _with_whole(backend, f"{name}_{WHOLE}", told, people, rarities)
    return keep(backend, name, told), rarities


def rarity_columns(comparisons: Sequence[Comparison]) -> list[str]:
    """The standard columns whose values are told apart by how common they are."""
    return sorted({level.rarity for comparison in comparisons for level in comparison.levels if level.rarity})


def _with_share(backend: Backend, name: str, told: ir.Table, people: ir.Table, column: str) -> tuple[ir.Table, Rarity]:
    counted, everybody = _counted(backend, name, people, column)
    agree = max(_pairs(counted), 0.5) / max(everybody * (everybody - 1) / 2, 1)
    mean = agree * everybody
    shared = keep(backend, f"{name}_shares", counted.mutate(share=_expected(counted.bearers, mean, everybody)))
    listed = shared.filter(shared.bearers >= LEAST_BEARERS).order_by(column).to_pyarrow().to_pylist()
    rarity = Rarity(
        people=everybody,
        agree=rounded(agree),
        few=tuple(
            rounded((SPREAD + bearers - 1) / (SPREAD / mean + 1) / everybody) for bearers in range(1, LEAST_BEARERS)
        ),
        shares={row[column]: rounded(row["share"]) for row in listed},
    )
    return add(told, shared.select(column, **{f"share_{column}": "share"}), column), rarity


def _with_whole(backend: Backend, name: str, told: ir.Table, people: ir.Table, rarities: dict[str, Rarity]) -> ir.Table:
    """`share_whole`: by how many bear the full name; what is expected of one that few bear follows from its parts."""
    both = people.mutate(**{WHOLE: people.given + " " + people.family})
    counted, everybody = _counted(backend, name, both, WHOLE)
    by_parts = rarities["given"].agree * rarities["family"].agree * everybody * (everybody - 1) / 2
    together = max((_pairs(counted) + 1) / (by_parts + 1), 1.0)
    told = add(told.mutate(**{WHOLE: told.given + " " + told.family}), counted, WHOLE)
    mean = told.share_given * told.share_family * (together * everybody)
    return told.mutate(share_whole=_expected(told.bearers, mean, everybody)).drop(WHOLE, "bearers")


def _counted(backend: Backend, name: str, people: ir.Table, column: str) -> tuple[ir.Table, int]:
    """How many people bear each value, and how many tell one."""
    borne = people.filter(people[column].notnull()).select("grouping", column).distinct()
    counted = keep(backend, name, borne.group_by(column).agg(bearers=borne.count()))
    return counted, max(int(borne.grouping.nunique().execute()), 1)


def _pairs(counted: ir.Table) -> float:
    """Pairs of people who share a value."""
    return int((counted.bearers * (counted.bearers - 1)).sum().fill_null(0).execute()) / 2


def _expected(bearers: ir.IntegerValue, mean: ir.FloatingValue | float, everybody: int) -> ir.FloatingValue:
    """The share of others who bear it: the mean of a gamma distribution with `mean` once `bearers` - 1 are counted."""
    return (bearers - 1 + SPREAD) / (real(SPREAD) / mean + 1) / everybody
