"""Pairs become groups, one for each person: joined where evidence is strong, apart where joining contradicts it."""

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend
from splink.backends.duckdb import DuckDBAPI
from splink.clustering import cluster_pairwise_predictions_at_threshold

from v100.engine import keep
from v100.identity.model import Model
from v100.identity.pairs import contradicting, joining, within
from v100.identity.parting import Group, part
from v100.identity.scoring import drop_splink_tables, score

YEARS_APART = 15
"""Births further apart than so many years are not one person, whatever else agrees."""

LARGEST_CHECKED = 1000
"""In a larger group not every pair is scored; it is parted by what is scored already."""


def cluster(backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, model: Model) -> ir.Table:
    """One row per mention: mention_id, tied (smallest mention_id of the group that ties alone would make), grouping
    (smallest mention_id of the person), parted (that group was taken apart). Kept under `name`.

    Mentions tied by pairs from `thresholds.join` up are one group. A group is sound when it holds no two sound PNC
    ids, no births far apart, and no pair that speaks against it as strongly as `thresholds.against`. One that is not
    is built up again from its strongest pair down, refusing each pair that would bring a contradiction (parting.py).
    Who is together depends on what the mentions say, not on their order, their ids or how often one is repeated.
    """
    edges = keep(backend, f"{name}_edges", joining(pairs, model.thresholds.join))
    groups = components(backend, f"{name}_components", standard, edges)
    against = _against(backend, name, standard, pairs, groups, model)
    unsound = keep(backend, f"{name}_unsound", unsound_groups(standard, groups, against))
    parted = keep(backend, f"{name}_parted", _parted(standard, edges, groups, against, unsound))
    tied = groups.rename(tied="grouping")
    sound = tied.anti_join(unsound, tied.tied == unsound.grouping).mutate(grouping=_.tied, parted=False)
    rebuilt = tied.join(parted, "mention_id").mutate(parted=True)
    groups = keep(backend, name, sound.union(rebuilt))
    for step in ("edges", "components", "inside", "scored", "against", "unsound", "parted"):
        backend.drop_table(f"{name}_{step}")
    return groups


def components(backend: Backend, name: str, mentions: ir.Table, edges: ir.Table) -> ir.Table:
    """mention_id and grouping (the smallest mention_id that can be reached over the edges), kept under `name`."""
    api = DuckDBAPI(backend.con)
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


def _against(
    backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, groups: ir.Table, model: Model
) -> ir.Table:
    """Pairs inside a group whose evidence speaks against it: every pair that blocking left out is scored now."""
    left_out = keep(backend, f"{name}_inside", not_compared(groups, pairs))
    scored = score(backend, f"{name}_scored", standard, left_out, model)
    all_inside = scored.select("mention_a", "mention_b", "match_weight", "ids_differ").union(
        pairs.select("mention_a", "mention_b", "match_weight", "ids_differ")
    )
    against = contradicting(all_inside, model)
    return keep(backend, f"{name}_against", against.select("mention_a", "mention_b"))


def not_compared(groups: ir.Table, pairs: ir.Table) -> ir.Table:
    """mention_a, mention_b: the pairs within a group (mention_id, grouping) that are not among `pairs`."""
    sizes = groups.group_by("grouping").agg(mentions=groups.count())
    checked = groups.semi_join(sizes.filter((sizes.mentions > 2) & (sizes.mentions <= LARGEST_CHECKED)), "grouping")
    other = checked.select("grouping", mention_b="mention_id")
    inside = checked.rename(mention_a="mention_id").join(other, "grouping")
    inside = inside.filter(inside.mention_a < inside.mention_b).select("mention_a", "mention_b")
    return inside.anti_join(pairs, ["mention_a", "mention_b"])


def unsound_groups(standard: ir.Table, groups: ir.Table, against: ir.Table) -> ir.Table:
    """The groupings (of mention_id, grouping) that hold a contradiction."""
    held = groups.join(standard, "mention_id")
    facts = held.group_by("grouping").agg(
        pncs=held.pnc_key.nunique(where=held.pnc_sound),
        years=(held.birth_year.max() - held.birth_year.min()).fill_null(0),
        mentions=held.count(),
    )
    by_facts = facts.filter((facts.pncs > 1) | (facts.years > YEARS_APART) | (facts.mentions > LARGEST_CHECKED))
    by_pairs = within(against, groups)
    return by_facts.select("grouping").union(by_pairs.select("grouping")).distinct()


def _parted(standard: ir.Table, edges: ir.Table, groups: ir.Table, against: ir.Table, unsound: ir.Table) -> ir.Table:
    """mention_id and grouping of the unsound groups after parting: a small share, taken out of the engine."""
    doubtful = groups.semi_join(unsound, "grouping")
    mentions = standard.join(doubtful, "mention_id")
    pnc = ibis.ifelse(mentions.pnc_sound, mentions.pnc_key, ibis.null("string"))
    rows = mentions.select("mention_id", "grouping", "birth_year", pnc=pnc).to_pyarrow().to_pylist()
    ties = within(edges, doubtful).select("mention_a", "mention_b", "match_weight").to_pyarrow().to_pylist()
    at_odds = within(against, doubtful).select("mention_a", "mention_b").to_pyarrow().to_pylist()
    mention_of = {row["mention_id"]: Group.of_one(row["mention_id"], row["pnc"], row["birth_year"]) for row in rows}
    parted = part(
        mention_of,
        [(row["match_weight"], row["mention_a"], row["mention_b"]) for row in ties],
        {(row["mention_a"], row["mention_b"]) for row in at_odds},
        years_apart=YEARS_APART,
    )
    return ibis.memtable(
        {"mention_id": list(parted), "grouping": list(parted.values())},
        schema={"mention_id": "string", "grouping": "string"},
    )
