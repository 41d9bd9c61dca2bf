"""Who can be reached from whom over ties."""

import ibis.expr.types as ir
from splink.clustering import cluster_pairwise_predictions_at_threshold

from v100.engine import Backend, keep
from v100.identity.splink_api import drop_splink_tables, splink_on


def components(backend: Backend, name: str, mentions: ir.Table, edges: ir.Table) -> ir.Table:
    """mention_id and grouping (the smallest mention_id that can be reached over the edges), kept under `name`."""
    api = splink_on(backend)
    nodes, ties = f"{name}_nodes", f"{name}_ties"
    keep(backend, nodes, mentions.select("mention_id"))
    keep(backend, ties, edges.select(mention_id_l="mention_a", mention_id_r="mention_b"))
    found = cluster_pairwise_predictions_at_threshold(nodes, ties, api, "mention_id")
    reached = backend.table(found.physical_name).select("mention_id", "cluster_id")
    smallest = reached.group_by("cluster_id").agg(grouping=reached.mention_id.min())
    kept = keep(backend, name, reached.join(smallest, "cluster_id").select("mention_id", "grouping"))
    drop_splink_tables(api)
    backend.drop_table(nodes)
    backend.drop_table(ties)
    return kept
