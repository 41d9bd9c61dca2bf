"""Pairs become groups, one for each person: joined where evidence is strong, apart where joining contradicts it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from splink.clustering import cluster_pairwise_predictions_at_threshold

from v100.engine import Backend, add, keep
from v100.identity.model import Model
from v100.identity.pairs import contradicting, joining, within
from v100.identity.parting import Bridges, Group, part
from v100.identity.scoring import score
from v100.identity.splink_api import drop_splink_tables, splink_on
from v100.identity.standard import COLUMNS

YEARS_APART = 15
"""Births further apart than so many years are not one person, whatever else agrees."""

LARGEST_CHECKED = 1000
"""In a larger group not every pair is scored; it is parted by what is scored already."""

STEPS = (
    *("edges", "components", "left_out", "scored", "inside", "against"),
    *("unsound", "bridged", "doubtful", "rebuilt"),
)
"""Tables on the way to groups."""


def cluster(backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, model: Model) -> ir.Table:
    """One row per mention: mention_id, tied (smallest mention_id of the group that ties alone would make), grouping
    (smallest mention_id of the person), parted (why that group was taken apart: tables.REFUSED). Kept under `name`.

    Mentions tied by pairs from `thresholds.join` up are one group. A group is sound when it holds no two sound PNC
    ids, no births far apart, and no pair that speaks against it as strongly as `thresholds.against`. One that is not,
    and one that pairs from `thresholds.sure` up do not hold together, is built up again from its strongest pair down,
    refusing each pair that would bring a contradiction or is a weak bridge (parting.py). Who is together depends on
    what the mentions say, not on their order, their ids or how often one is repeated.
    """
    edges = keep(backend, f"{name}_edges", joining(pairs, model.thresholds.join))
    groups = components(backend, f"{name}_components", standard, edges)
    inside = _inside(backend, name, standard, pairs, groups, model)
    against = keep(backend, f"{name}_against", contradicting(inside, model).select("mention_a", "mention_b"))
    unsound = keep(backend, f"{name}_unsound", unsound_groups(standard, groups, against))
    bridged = _bridged(backend, name, groups, edges, model)
    doubtful = keep(backend, f"{name}_doubtful", groups.semi_join(unsound.union(bridged), "grouping"))
    rebuilt = keep(backend, f"{name}_rebuilt", _rebuilt(standard, edges, inside, doubtful, against, model))
    parts = rebuilt.group_by("tied").agg(parts=rebuilt.grouping.nunique())
    why = add(parts, unsound.select(tied="grouping", unsound=True), "tied").select(
        "tied", parted=ibis.cases((_.unsound, "contradiction"), (_.parts > 1, "weak bridge"))
    )
    alone = groups.anti_join(doubtful, "mention_id").mutate(tied=_.grouping)
    found = add(alone.union(rebuilt.select(*alone.columns)), why, "tied")
    kept = keep(backend, name, found.select("mention_id", "tied", "grouping", "parted"))
    for step in STEPS:
        backend.drop_table(f"{name}_{step}")
    return kept


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


def _inside(
    backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, groups: ir.Table, model: Model
) -> ir.Table:
    """Every pair inside a group with its weight: those that blocking left out are scored now."""
    left_out = keep(backend, f"{name}_left_out", not_compared(groups, pairs))
    scored = score(backend, f"{name}_scored", standard, left_out, model)
    columns = ("mention_a", "mention_b", "match_weight", "ids_differ")
    return keep(backend, f"{name}_inside", scored.select(*columns).union(within(pairs, groups).select(*columns)))


def _bridged(backend: Backend, name: str, groups: ir.Table, edges: ir.Table, model: Model) -> ir.Table:
    """The groupings of three mentions and more that pairs from `thresholds.sure` up do not hold together; kept."""
    ends = edges.filter(edges.match_weight < model.thresholds.sure).select(mention_id="mention_a")
    sizes = groups.group_by("grouping").agg(mentions=groups.count())
    unsure = groups.semi_join(groups.semi_join(ends, "mention_id"), "grouping")
    unsure = keep(backend, f"{name}_unsure", unsure.semi_join(sizes.filter(sizes.mentions > 2), "grouping"))
    sure = within(edges.filter(edges.match_weight >= model.thresholds.sure), unsure)
    parts = components(backend, f"{name}_sure", unsure, sure).rename(part="grouping")
    held = unsure.join(parts, "mention_id").group_by("grouping").agg(parts=_.part.nunique())
    bridged = keep(backend, f"{name}_bridged", held.filter(held.parts > 1).select("grouping"))
    for step in ("unsure", "sure"):
        backend.drop_table(f"{name}_{step}")
    return bridged


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


def _rebuilt(
    standard: ir.Table, edges: ir.Table, inside: ir.Table, doubtful: ir.Table, against: ir.Table, model: Model
) -> ir.Table:
    """mention_id, tied, grouping of the doubtful groups built up again: a small share, taken out of the engine."""
    rows = standard.join(doubtful, "mention_id").to_pyarrow().to_pylist()
    said = {row["mention_id"]: _said(row) for row in rows}
    ties = within(edges, doubtful).select("mention_a", "mention_b", "match_weight").to_pyarrow().to_pylist()
    speaking = within(joining(inside, model.thresholds.even), doubtful)
    backing: dict[str, set[str]] = defaultdict(set)
    for pair in speaking.select("mention_a", "mention_b").to_pyarrow().to_pylist():
        one, other = said[pair["mention_a"]], said[pair["mention_b"]]
        backing[one].add(other)
        backing[other].add(one)
    at_odds = within(against, doubtful).select("mention_a", "mention_b").to_pyarrow().to_pylist()
    found = part(
        {row["mention_id"]: _alone(row, said[row["mention_id"]]) for row in rows},
        [(row["match_weight"], row["mention_a"], row["mention_b"]) for row in ties],
        {(row["mention_a"], row["mention_b"]) for row in at_odds},
        years_apart=YEARS_APART,
        bridges=Bridges(model.thresholds.join, model.thresholds.sure, backing),
    )
    return ibis.memtable(
        [(row["mention_id"], row["grouping"], found[row["mention_id"]]) for row in rows],
        schema={"mention_id": "string", "tied": "string", "grouping": "string"},
    )


def _alone(mention: Mapping[str, Any], said: str) -> Group:
    pnc = mention["pnc_key"] if mention["pnc_sound"] else None
    return Group.of_one(mention["mention_id"], pnc, mention["birth_year"], said)


def _said(mention: Mapping[str, Any]) -> str:
    """All that a mention says of who he is, whichever report says it."""
    # In which order lists of names come is the engine's own.
    told = (mention[column] for column in COLUMNS if column not in ("mention_id", "report_id"))
    return repr([sorted(value) if isinstance(value, list) else value for value in told])
