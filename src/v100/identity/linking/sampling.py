"""Which rows say something, and pairs of any two of them: what chance looks like."""

import re

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.identity.comparisons import Comparison


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
