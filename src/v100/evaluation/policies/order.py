"""A man's points under a rule, and his place."""

import ibis
import ibis.expr.types as ir

from v100.evaluation.policies.facts import SUM
from v100.evaluation.policies.rivals import Points, Rival


def score(facts: ir.Table, rule: Rival) -> ir.Value:
    """The points that the rule gives for these facts, as an exact decimal."""
    total: ir.Value = ibis.literal(0).cast(SUM)
    for points in rule.points:
        total = (total + _points(facts[points.of], points)).cast(SUM)
    return total


def _points(fact: ir.Column, points: Points) -> ir.Value:
    if points.times is not None:
        return (fact.cast(SUM) * ibis.literal(points.times).cast("decimal(18, 4)")).cast(SUM)
    bands = [(fact <= upto, ibis.literal(given).cast(SUM)) for upto, given in points.bands]
    return ibis.cases(*bands, else_=ibis.literal(points.above).cast(SUM))


def placed(scored: ir.Table) -> ir.Table:
    """`scored` (person_id, score) with `rank` from 1: most points first, who is level by a lot that was drawn once."""
    lot = scored.person_id.hexdigest("sha256")
    return scored.mutate(rank=ibis.row_number().over(order_by=[scored.score.desc(), lot.asc()]).cast("int64") + 1)
