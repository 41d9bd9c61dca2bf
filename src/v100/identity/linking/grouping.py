"""Pairs become people: joined where the evidence is strong, built up again without what contradicts it."""

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.identity.components import components
from v100.identity.levels import levels_of
from v100.identity.linking.model import LinkModel
from v100.identity.linking.weighing import weigh
from v100.identity.pairs import within
from v100.identity.parting import Group, part
from v100.identity.scoring import DECIMALS
from v100.identity.soundness import YEARS_APART, not_compared


def group(backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, model: LinkModel) -> ir.Table:
    """mention_id, grouping (smallest mention_id of the person) and parted (taken apart, and built up again); kept
    under `name`.

    Pairs from `thresholds.join` up are one group. One that holds a pair whose evidence, the prior left out, is
    `thresholds.against` or less is built up again from its strongest pair down, refusing what would bring such two
    together (identity/parting.py).
    """
    edges = keep(backend, f"{name}_edges", pairs.filter(pairs.match_weight >= model.thresholds.join))
    groups = components(backend, f"{name}_tied", standard, edges)
    against = keep(backend, f"{name}_against", _against(backend, name, standard, pairs, groups, model))
    unsound = keep(backend, f"{name}_unsound", within(against, groups).select("grouping").distinct())
    parted = _parted(edges, groups, against, unsound).mutate(parted=ibis.literal(True))
    sound = groups.anti_join(unsound, "grouping").mutate(parted=ibis.literal(False))
    kept = keep(backend, name, sound.union(parted))
    for step in ("edges", "tied", "against", "unsound"):
        backend.drop_table(f"{name}_{step}")
    return kept


def _against(
    backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, groups: ir.Table, model: LinkModel
) -> ir.Table:
    """Pairs inside a group that speak against it; those that blocking left out are compared now."""
    compared = levels_of(backend, standard, not_compared(groups, pairs), model.comparisons)
    weighed = weigh(backend, f"{name}_inside", compared, model)
    whole = pairs.select("mention_a", "mention_b", "match_weight").union(
        weighed.select("mention_a", "mention_b", "match_weight")
    )
    bar = round(model.thresholds.against + model.prior_bits, DECIMALS)
    found = keep(backend, f"{name}_opposed", whole.filter(whole.match_weight <= bar).select("mention_a", "mention_b"))
    backend.drop_table(f"{name}_inside")
    return found


def _parted(edges: ir.Table, groups: ir.Table, against: ir.Table, unsound: ir.Table) -> ir.Table:
    """mention_id and grouping of the unsound groups after parting: a small share, taken out of the engine."""
    doubtful = groups.semi_join(unsound, "grouping")
    ties = within(edges, doubtful).select("match_weight", "mention_a", "mention_b").to_pyarrow().to_pylist()
    at_odds = within(against, doubtful).select("mention_a", "mention_b").to_pyarrow().to_pylist()
    parted = part(
        {one: Group.of_one(one, None, None) for one in doubtful.mention_id.to_pyarrow().to_pylist()},
        [(tie["match_weight"], tie["mention_a"], tie["mention_b"]) for tie in ties],
        {(pair["mention_a"], pair["mention_b"]) for pair in at_odds},
        years_apart=YEARS_APART,
    )
    return ibis.memtable(
        {"mention_id": list(parted), "grouping": list(parted.values())},
        schema={"mention_id": "string", "grouping": "string"},
    )
