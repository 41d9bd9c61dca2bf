"""Codes without days: listed with the men whom they concern, and too many of them stop a run (rule 10)."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.harm import reasons

_NOT_COMPARED = (reasons.ROLE, reasons.WINDOW, reasons.CANCELLED, reasons.DUPLICATE, reasons.TRANSFERRED)


def unweighted_codes(lines: ir.Table) -> ir.Table:
    """ho_code, lines, people: the codes in the window that the weight set lacks, most lines first."""
    found = lines.filter(_.why == reasons.UNWEIGHTED)
    counts = found.select("ho_code", "report_id", "line").distinct().group_by("ho_code").agg(lines=_.count())
    people = found.group_by("ho_code").agg(people=_.person_id.collect(distinct=True).sort())
    return counts.join(people, "ho_code").order_by(ibis.desc("lines"), "ho_code")


def unweighted_share(lines: ir.Table, victims: ir.Table) -> ir.Table:
    """One row: unweighted, weighted: report lines in the window with a suspect and no victim known to be male only.

    `weighted` are those that a VAWG category or flag brings in. The share is unweighted / (weighted + unweighted).
    """
    men_only = (
        victims.group_by("report_id", "line")
        .agg(men_only=(_.effective_sex == "M").fill_null(False).all())
        .filter(_.men_only)
    )
    open_lines = lines.filter(~_.why.isin(_NOT_COMPARED)).anti_join(men_only, ["report_id", "line"])
    facts = open_lines.select(
        "report_id", "line", unweighted=_.why == reasons.UNWEIGHTED, weighted=(_.why != reasons.UNWEIGHTED) & _.is_vawg
    ).distinct()
    return facts.agg(
        unweighted=facts.unweighted.cast("int64").sum().fill_null(0),
        weighted=facts.weighted.cast("int64").sum().fill_null(0),
    )
