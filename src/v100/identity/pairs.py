"""Scored pairs of mentions: which join, which contradict one person, which lie within a group."""

import ibis.expr.types as ir

from v100.identity.model import Model
from v100.identity.scoring import DECIMALS, prior_bits


def joining(pairs: ir.Table, bar: float) -> ir.Table:
    """Pairs that join: `bar` bits or more, their police ids not at odds."""
    return pairs.filter((pairs.match_weight >= bar) & ~pairs.ids_differ)


def contradicting(pairs: ir.Table, model: Model) -> ir.Table:
    """Pairs that cannot be in one person: `thresholds.against` bits of evidence or fewer, or police ids at odds.

    The prior is left out: two who are taken for one person for other reasons are no longer two picked at random.
    """
    bar = round(model.thresholds.against + prior_bits(model), DECIMALS)
    return pairs.filter((pairs.match_weight <= bar) | pairs.ids_differ)


def within(pairs: ir.Table, groups: ir.Table) -> ir.Table:
    """The pairs whose mentions are in one grouping, with it."""
    one = groups.select(mention_a="mention_id", grouping="grouping")
    other = groups.select(mention_b="mention_id", grouping_b="grouping")
    joined = pairs.join(one, "mention_a").join(other, "mention_b")
    return joined.filter(joined.grouping == joined.grouping_b).drop("grouping_b")


def among(pairs: ir.Table, mentions: ir.Table) -> ir.Table:
    """The pairs whose mentions are both among those given."""
    one, other = mentions.select(mention_a="mention_id"), mentions.select(mention_b="mention_id")
    return pairs.semi_join(one, "mention_a").semi_join(other, "mention_b")
