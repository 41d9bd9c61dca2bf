"""Groups that cannot be whole, taken out of the engine and built up again from their strongest pair down."""

from collections import defaultdict
from typing import Any

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.identity.components import components
from v100.identity.model import Model
from v100.identity.pairs import among, joining
from v100.identity.parting import Bridges, Group, part
from v100.identity.soundness import YEARS_APART, contradictory
from v100.identity.standard import SAYS

CERTAIN = 32
"""Bits from which ties are looked at by themselves where all sure ones together bring a contradiction. The groups are
the same for any number from `thresholds.sure` up; this one leaves few cores."""


def rebuild(
    backend: Backend,
    name: str,
    standard: ir.Table,
    edges: ir.Table,
    inside: ir.Table,
    doubtful: ir.Table,
    against: ir.Table,
    model: Model,
) -> ir.Table:
    """mention_id, tied and grouping of the mentions `doubtful`, kept under `name`: these have the grouping that ties
    alone would make, and `held` that of ties from `thresholds.sure` up.

    `edges` are the ties, `inside` all pairs within a group, `against` those that contradict one person.

    Cores are taken out of the engine, not mentions: a man of four hundred reports has eighty thousand pairs, and is one
    core or a few.
    """
    ties = keep(backend, f"{name}_ties", among(edges, doubtful).select("mention_a", "mention_b", "match_weight"))
    certain = ties.filter(ties.match_weight >= max(CERTAIN, model.thresholds.sure))
    cores = _cores(backend, f"{name}_cores", standard, certain, doubtful, against)
    said = _said(standard.semi_join(doubtful, "mention_id"))
    placed = keep(backend, f"{name}_placed", cores.join(said, "mention_id"))
    found = part(
        _alone(standard, placed),
        [(tie["match_weight"], tie["core_a"], tie["core_b"]) for tie in _across(ties, placed, "match_weight")],
        {(pair["core_a"], pair["core_b"]) for pair in _across(against, placed)},
        years_apart=YEARS_APART,
        bridges=Bridges(model.thresholds.join, model.thresholds.sure, _backing(inside, placed, model)),
    )
    parts = ibis.memtable(list(found.items()), schema={"core": "string", "part": "string"})
    built = placed.join(parts, "core").join(doubtful, "mention_id")
    kept = keep(backend, name, built.select("mention_id", tied="grouping", grouping="part"))
    for step in ("ties", "cores", "placed"):
        backend.drop_table(f"{name}_{step}")
    return kept


def _cores(
    backend: Backend, name: str, standard: ir.Table, certain: ir.Table, doubtful: ir.Table, against: ir.Table
) -> ir.Table:
    """mention_id and core, the smallest mention_id of what strong ties (all that are sure, else the `certain`) hold
    together without a contradiction; kept.

    Such end in one group whatever comes after (parting.py): from `thresholds.sure` up no tie is a weak bridge, part of
    what is sound is sound, and no tie as strong leads out. A mention of no such core is one by itself.
    """
    sure = _sound(standard, doubtful.select("mention_id", core="held"), against)
    rest = keep(backend, f"{name}_rest", doubtful.anti_join(sure, "mention_id").select("mention_id"))
    groups = components(backend, f"{name}_groups", rest, among(certain, rest)).rename(core="grouping")
    held = _sound(standard, groups, against)
    single = rest.anti_join(held, "mention_id").select("mention_id", core="mention_id")
    kept = keep(backend, name, sure.union(held).union(single))
    for step in ("rest", "groups"):
        backend.drop_table(f"{name}_{step}")
    return kept


def _sound(standard: ir.Table, cores: ir.Table, against: ir.Table) -> ir.Table:
    """The cores (mention_id, core) that hold no contradiction."""
    unsound = contradictory(standard, cores.rename(grouping="core"), against)
    return cores.anti_join(unsound.rename(core="grouping"), "core")


def _said(standard: ir.Table) -> ir.Table:
    """mention_id and said: the smallest mention_id that says all the same of who it is, whichever report says it."""
    return standard.select("mention_id", said=standard.mention_id.min().over(group_by=SAYS))


def _across(pairs: ir.Table, placed: ir.Table, *columns: str) -> list[dict[str, Any]]:
    """The pairs between two cores: core_a, core_b and the columns asked for, each once."""
    one, other = (placed.rename(f"{{name}}_{end}") for end in "ab")
    joined = pairs.join(one, pairs.mention_a == one.mention_id_a).join(other, pairs.mention_b == other.mention_id_b)
    between = joined.filter(joined.core_a != joined.core_b).select("core_a", "core_b", *columns)
    return _rows(between.distinct())


def _alone(standard: ir.Table, placed: ir.Table) -> dict[str, Group]:
    """Each core as the group that it is before any other joins it."""
    held = placed.join(standard, "mention_id")
    facts = held.group_by("core").agg(
        pnc=held.pnc_key.max(where=held.pnc_sound), first=held.birth_year.min(), last=held.birth_year.max()
    )
    said: dict[str, set[str]] = defaultdict(set)
    for row in _rows(placed.select("core", "said").distinct()):
        said[row["core"]].add(row["said"])
    return {
        row["core"]: Group(
            mentions=frozenset({row["core"]}),
            pncs=frozenset({row["pnc"]} - {None}),
            years=frozenset({row["first"], row["last"]} - {None}),
            said=frozenset(said[row["core"]]),
        )
        for row in _rows(facts)
    }


def _backing(inside: ir.Table, placed: ir.Table, model: Model) -> dict[str, set[str]]:
    """Of what mentions say: all that speaks for being of the same person and stands in another core."""
    one, other = (placed.select("mention_id", "said").rename(f"{{name}}_{end}") for end in "ab")
    speaking = joining(inside, model.thresholds.even)
    speaking = speaking.join(one, speaking.mention_a == one.mention_id_a)
    speaking = speaking.join(other, speaking.mention_b == other.mention_id_b).select("said_a", "said_b").distinct()
    here, there = (placed.select("said", "core").distinct().rename(f"{{name}}_{end}") for end in "ab")
    joined = speaking.join(here, "said_a").join(there, "said_b")
    backing: dict[str, set[str]] = defaultdict(set)
    for pair in _rows(joined.filter(joined.core_a != joined.core_b).select("said_a", "said_b").distinct()):
        backing[pair["said_a"]].add(pair["said_b"])
        backing[pair["said_b"]].add(pair["said_a"])
    return backing


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows
