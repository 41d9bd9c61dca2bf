"""Pairs become groups, one for each person: joined where evidence is strong, apart where joining contradicts it."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import Backend, add, keep
from v100.identity.components import components
from v100.identity.model import Model
from v100.identity.pairs import among, contradicting, joining, within
from v100.identity.rebuilding import rebuild
from v100.identity.scoring import score
from v100.identity.soundness import not_compared, unsound_groups

STEPS = (
    *("edges", "components", "left_out", "scored", "inside", "against"),
    *("unsound", "held", "doubtful", "rebuilt"),
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
    held = _held(backend, name, groups, edges, unsound, model)
    bridged = held.group_by("grouping").having(_.held.nunique() > 1).agg(held=_.held.nunique()).select("grouping")
    doubtful = keep(backend, f"{name}_doubtful", held.semi_join(unsound.union(bridged), "grouping"))
    rebuilt = rebuild(backend, f"{name}_rebuilt", standard, edges, inside, doubtful, against, model)
    parts = rebuilt.group_by("tied").agg(parts=rebuilt.grouping.nunique())
    why = add(parts, unsound.select(tied="grouping", unsound=True), "tied").select(
        "tied", parted=ibis.cases((_.unsound, "contradiction"), (_.parts > 1, "weak bridge"))
    )
    whole = groups.anti_join(doubtful, "mention_id").mutate(tied=_.grouping)
    found = add(whole.union(rebuilt.select(*whole.columns)), why, "tied")
    kept = keep(backend, name, found.select("mention_id", "tied", "grouping", "parted"))
    for step in STEPS:
        backend.drop_table(f"{name}_{step}")
    return kept


def _inside(
    backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, groups: ir.Table, model: Model
) -> ir.Table:
    """Every pair inside a group with its weight: those that blocking left out are scored now."""
    left_out = keep(backend, f"{name}_left_out", not_compared(groups, pairs))
    scored = score(backend, f"{name}_scored", standard, left_out, model)
    columns = ("mention_a", "mention_b", "match_weight", "ids_differ")
    return keep(backend, f"{name}_inside", scored.select(*columns).union(within(pairs, groups).select(*columns)))


def _held(backend: Backend, name: str, groups: ir.Table, edges: ir.Table, unsound: ir.Table, model: Model) -> ir.Table:
    """mention_id, grouping and held (smallest mention_id of those whom ties from `thresholds.sure` up hold together) of
    the groups that are unsound or, having three mentions and more, have a tie below that bar; kept."""
    sizes = groups.group_by("grouping").agg(mentions=groups.count())
    weak = edges.filter(edges.match_weight < model.thresholds.sure).select(mention_id="mention_a")
    unsure = groups.semi_join(weak, "mention_id").semi_join(sizes.filter(sizes.mentions > 2), "grouping")
    in_question = unsound.union(unsure.select("grouping"), distinct=True)
    asked = keep(backend, f"{name}_asked", groups.semi_join(in_question, "grouping"))
    strong = among(edges.filter(edges.match_weight >= model.thresholds.sure), asked)
    held = components(backend, f"{name}_strong", asked, strong).rename(held="grouping")
    kept = keep(backend, f"{name}_held", asked.join(held, "mention_id"))
    for step in ("asked", "strong"):
        backend.drop_table(f"{name}_{step}")
    return kept
