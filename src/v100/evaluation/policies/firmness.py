"""How firm a place is: what one report, or one link in doubt, decides."""

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.evaluation.policies.facts import facts
from v100.evaluation.policies.order import score
from v100.evaluation.policies.rivals import Rival


def decided(
    ranks: ir.Table,
    lines: ir.Table,
    women: ir.Table,
    doubtful: ir.Table,
    rule: Rival,
    *,
    as_at: date,
    list_size: int,
) -> ir.Table:
    """One row: rule, listed, by_one_report (of the men listed, how many would stand below the cut without one of their
    reports), by_one_link (the same of the reports that a link in doubt made theirs: `doubtful`, person_id, report_id).

    The cut is the score of the first man not listed; who would be level with him keeps his place.
    """
    listed = ranks.filter(_["rank"] <= list_size)
    cut = ranks.filter(_["rank"] == list_size + 1).select(cut="score")
    his = lines.semi_join(listed, "person_id")
    each = his.select("person_id", left_out="report_id").distinct()
    rest = his.join(each, "person_id").filter(_.report_id != _.left_out)
    found = facts(rest, women, as_at=as_at, by=["person_id", "left_out"])
    without = found.select("person_id", "left_out", score=score(found, rule))
    falls = (
        add(each, without, "person_id", "left_out")
        .cross_join(cut)
        .filter(_.score.isnull() | (_.score < _.cut))
        .select("person_id", report_id="left_out")
    )
    by_link = falls.semi_join(doubtful, ["person_id", "report_id"])
    return listed.aggregate(listed=_.count()).select(
        "listed",
        rule=ibis.literal(rule.name),
        by_one_report=falls.person_id.nunique().as_scalar(),
        by_one_link=by_link.person_id.nunique().as_scalar(),
    )
