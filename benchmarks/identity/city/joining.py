"""What scored pairs make of mentions at a threshold."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend
from splink.backends.duckdb import DuckDBAPI
from splink.clustering import cluster_pairwise_predictions_at_threshold

OWN = "its own"


@dataclass(frozen=True)
class Linked:
    """`people`: mention_id, person_id at the threshold OWN. `thresholds`: those that it states, in bits; `at`: the
    people at another one. `pairs`: mention_a, mention_b, match_weight, where the best can be sought. `learning`:
    seconds that went into learning a model."""

    people: ir.Table
    thresholds: dict[str, float]
    at: Callable[[float], ir.Table]
    pairs: ir.Table | None = None
    learning: float = 0.0


def joined(backend: Backend, name: str, pairs: ir.Table, threshold: float) -> ir.Table:
    """mention_id, person_id: what pairs from the threshold up join is one person, as Splink does it; kept as `name`."""
    edges = f"{name}_edges"
    backend.create_table(edges, pairs.filter(pairs.match_weight >= threshold), overwrite=True)
    api = DuckDBAPI(backend.con)
    found = cluster_pairwise_predictions_at_threshold(
        api.register("mention"),
        api.register(edges),
        api,
        node_id_column_name="mention_id",
        edge_id_column_name_left="mention_a",
        edge_id_column_name_right="mention_b",
    )
    groups = backend.table(found.physical_name)
    people = backend.create_table(
        name, groups.select("mention_id", person_id=groups.cluster_id.cast("string")), overwrite=True
    )
    backend.drop_table(edges)
    return people
