"""Mentions that say of who it is what another says: the first of them is compared for all."""

from collections.abc import Collection

import ibis.expr.types as ir
from ibis import _

from v100.engine import Backend, keep
from v100.identity.model import Model
from v100.identity.pairs import joining
from v100.identity.scoring import score
from v100.identity.standard import SAYS


def find_repeats(
    backend: Backend, name: str, standard: ir.Table, model: Model, decided_of: Collection[str]
) -> ir.Table:
    """Pairs (scoring.score) of the smallest mention that says a thing (mention_a) with each other that says all the
    same (mention_b); kept under `name`.

    Only where what they say makes them one person beyond doubt (`thresholds.sure`), no report of theirs names another
    of their side, for two of one report are compared as such, and people decided of none of them (`decided_of`). Such
    mentions weigh the same with every other.
    """
    alike = keep(backend, f"{name}_alike", _alike(standard, decided_of))
    scored = score(backend, f"{name}_scored", standard, alike, model, least=model.thresholds.sure)
    kept = keep(backend, name, joining(scored, model.thresholds.sure))
    for step in ("alike", "scored"):
        backend.drop_table(f"{name}_{step}")
    return kept


def first_said(standard: ir.Table, repeats: ir.Table) -> ir.Table:
    """The mentions without repeats of another."""
    return standard.anti_join(repeats, standard.mention_id == repeats.mention_b)


def with_repeats(groups: ir.Table, repeats: ir.Table) -> ir.Table:
    """The groups of the mentions that were compared, with their repeats: each in the group of the one it repeats."""
    said = repeats.select(repeat="mention_b", mention_id="mention_a")
    again = groups.join(said, "mention_id").drop("mention_id").rename(mention_id="repeat")
    return groups.union(again.select(*groups.columns))


def _alike(standard: ir.Table, decided_of: Collection[str]) -> ir.Table:
    """Pairs of the smallest mention (mention_a) that says a thing with each other that says it (mention_b)."""
    told = standard.select("mention_id", "report_id", SAYS)
    alone = told.group_by("report_id").having(_.count() == 1).agg(mention_id=_.mention_id.max())
    told = told.semi_join(alone, "mention_id")
    if decided_of:
        told = told.filter(told.mention_id.notin(sorted(decided_of)))
    first = told.group_by(SAYS).having(_.count() > 1).agg(mention_a=_.mention_id.min())
    others = told.join(first, SAYS).filter(_.mention_id != _.mention_a)
    return others.select("mention_a", mention_b="mention_id")
