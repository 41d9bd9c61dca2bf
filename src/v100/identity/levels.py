"""Pairs of mentions as the level that each comparison finds, and how common what they share is."""

from collections.abc import Sequence

import ibis.expr.types as ir

from v100.engine import Backend
from v100.identity.comparisons import Comparison

UNKNOWN = -1
"""The level of a comparison that says nothing, because one of the two does not tell."""

SHARE = "share_"
"""Before a column's name: how large a share of all mentions has the same value."""


def level_column(number: int) -> str:
    return f"level_{number}"


def levels_of(backend: Backend, standard: ir.Table, pairs: ir.Table, comparisons: Sequence[Comparison]) -> ir.Table:
    """The pairs (mention_a, mention_b) with `level_N` for each comparison, as Comparison.number counts: the first that
    is true. Where `standard` tells the share of a value (`share_COLUMN`), also the larger share of the two."""
    found = [f"{_level(comparison)} AS {level_column(number)}" for number, comparison in enumerate(comparisons)]
    shares = [column for column in standard.columns if column.startswith(SHARE)]
    found += [f"greatest({share}_l, {share}_r) AS {share}" for share in shares]
    return backend.sql(
        f"SELECT mention_a, mention_b, {', '.join(found)} "
        f"FROM ({backend.compile(pairs.select('mention_a', 'mention_b'))}) "
        f"JOIN ({_side(backend, standard, 'l')}) ON mention_a = mention_id_l "
        f"JOIN ({_side(backend, standard, 'r')}) ON mention_b = mention_id_r"
    )


def _side(backend: Backend, standard: ir.Table, side: str) -> str:
    return str(backend.compile(standard.rename(f"{{name}}_{side}")))


def _level(comparison: Comparison) -> str:
    found = " ".join(f"WHEN {level.condition} THEN {comparison.number(level.name)}" for level in comparison.levels)
    return f"CAST(CASE WHEN {comparison.unknown} THEN {UNKNOWN} {found} ELSE 0 END AS TINYINT)"
