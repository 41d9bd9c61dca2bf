"""Pairs of rows as the level that each comparison finds, and how common what they share is."""

import re
from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.identity.comparisons import Comparison

UNKNOWN = -1
"""The level of a comparison that says nothing, because one of the two does not tell."""


def level_column(number: int) -> str:
    return f"level_{number}"


def levels_of(
    backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, comparisons: Sequence[Comparison]
) -> ir.Table:
    """The pairs (mention_a, mention_b) with `level_N` for each comparison, as Comparison.number counts, kept under
    `name`; where `standard` tells the share of a value (`share_COLUMN`), also the larger share of the two.

    First true level wins. `standard` is a kept table.
    """
    shares = [column for column in standard.columns if column.startswith("share_")]
    given = keep(backend, f"{name}_given", pairs.select("mention_a", "mention_b"))
    sides = {
        side: "SELECT " + ", ".join(f'"{column}" AS "{column}_{side}"' for column in standard.columns)
        for side in ("l", "r")
    }
    source = standard.op().name
    found = [f'{_level(comparison)} AS "{level_column(number)}"' for number, comparison in enumerate(comparisons)]
    found += [f'greatest("{share}_l", "{share}_r") AS "{share}"' for share in shares]
    kept = keep(
        backend,
        name,
        backend.sql(
            f'SELECT mention_a, mention_b, {", ".join(found)} FROM "{given.op().name}" '
            f'JOIN ({sides["l"]} FROM "{source}") ON mention_a = mention_id_l '
            f'JOIN ({sides["r"]} FROM "{source}") ON mention_b = mention_id_r'
        ),
    )
    backend.drop_table(f"{name}_given")
    return kept


def telling_rows(backend: Backend, standard: ir.Table, comparison: Comparison) -> ir.Table:
    """mention_id of the rows for which the comparison says something, set beside themselves. `standard` is kept."""
    silent = re.sub(r"_[lr]\b", "", comparison.unknown)
    return backend.sql(f'SELECT mention_id FROM "{standard.op().name}" WHERE NOT ({silent})')


def strangers(telling: ir.Table, rows: int, most: int) -> ir.Table:
    """Pairs (mention_a, mention_b) of any two of the `rows` rows: all there are, or about `most` of them.

    A sample is drawn by each row's hash and not by its place: each is paired with the next ones in that order.
    """
    order = ibis.row_number().over(order_by=[telling.mention_id.hexdigest("md5"), telling.mention_id])
    placed = telling.select("mention_id", place=order)
    steps = min(rows // 2, max(1, round(most / max(rows, 1))))
    step = ibis.range(1, steps + 1).unnest().name("step").as_table()
    reached = placed.cross_join(step)
    reached = reached.mutate(place_b=(reached.place + reached.step) % rows)
    met = reached.join(placed.select(mention_b="mention_id", place_b="place"), "place_b")
    return met.select(
        mention_a=ibis.least(met.mention_id, met.mention_b), mention_b=ibis.greatest(met.mention_id, met.mention_b)
    ).distinct()


def _level(comparison: Comparison) -> str:
    found = " ".join(f"WHEN {level.condition} THEN {comparison.number(level.name)}" for level in comparison.levels)
    return f"CAST(CASE WHEN {comparison.unknown} THEN {UNKNOWN} {found} ELSE 0 END AS TINYINT)"
