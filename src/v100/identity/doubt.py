"""Why a person's identity is in doubt."""

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, add, keep
from v100.identity.components import components
from v100.identity.decided import DIFFERENT, SAME, Decided
from v100.identity.model import Model
from v100.identity.pairs import joining, within


def with_doubt(
    backend: Backend, name: str, grouped: ir.Table, pairs: ir.Table, model: Model, decided: Decided
) -> ir.Table:
    """The groups (mention_id, grouping, parted) with each person's doubt instead of parted. Kept under `name`.

    Decisions conflict; possible twins; weak bridge (parted, or not held together from `thresholds.sure` up). A pair
    that people decided of is in doubt no more.
    """
    ends = ["mention_a", "mention_b"]
    told = decided.table
    settled = told.filter(told.decision.isin((SAME, DIFFERENT)))
    tied = within(joining(pairs, model.thresholds.join), grouped)
    unsure = keep(
        backend, f"{name}_unsure", _unsure(grouped, tied.filter(tied.match_weight < model.thresholds.sure), told)
    )
    firm = tied.filter(tied.match_weight >= model.thresholds.sure).select(*ends)
    firm = firm.union(settled.filter(settled.decision == SAME).select(*ends))
    firm = firm.semi_join(unsure, firm.mention_a == unsure.mention_id)
    sure = components(backend, f"{name}_sure", unsure, firm).rename(sure_grouping="grouping")
    twins = pairs.filter(pairs.twins).anti_join(settled, ends)
    of_twins = twins.select(mention_id="mention_a").union(twins.select(mention_id="mention_b"))
    conflicting = ibis.memtable({"mention_id": sorted(decided.conflicting)}, schema={"mention_id": "string"})
    held = add(add(grouped, sure, "mention_id"), of_twins.distinct().mutate(twin=True), "mention_id")
    held = add(held, conflicting.mutate(conflict=True), "mention_id")
    by_person = held.group_by("grouping").agg(
        conflict=held.conflict.fill_null(False).any(),
        bridged=held.sure_grouping.nunique() > 1,
        parted=held.parted.notnull().any(),
        twins=held.twin.fill_null(False).any(),
    )
    doubt = ibis.cases(
        (by_person.conflict, "decisions conflict"),
        (by_person.twins, "possible twins"),
        (by_person.bridged | by_person.parted, "weak bridge"),
        else_="none",
    )
    described = grouped.join(by_person.select("grouping", doubt=doubt), "grouping")
    kept = keep(backend, name, described.select("mention_id", "grouping", "doubt"))
    for step in ("unsure", "sure"):
        backend.drop_table(f"{name}_{step}")
    return kept


def _unsure(grouped: ir.Table, weak: ir.Table, told: ir.Table) -> ir.Table:
    """The mentions of groups that hold a weak tie or a pair decided of; all others are held together by sure ties."""
    ends = ibis.union(*(pairs.select(mention_id=end) for pairs in (weak, told) for end in ("mention_a", "mention_b")))
    return grouped.semi_join(grouped.semi_join(ends, "mention_id"), "grouping").select("mention_id")
