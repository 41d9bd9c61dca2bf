"""Marks that a laboratory says are of one source: shown apart from all other evidence and never mixed in."""

from collections.abc import Mapping

import ibis.expr.types as ir
from ibis import _


def matching_marks(known: Mapping[str, ir.Table], suspects: ir.Table, men: ir.Table) -> ir.Table:
    """tables.MARK: marks at crimes of nobody known that are also at a crime of one of the men (person_id).

    `suspects`: person_id, report_id of everyone's crimes.
    """
    marks = known["forensic"].select("report_id", "kind", "mark_id")
    standing = known["crime_report"].filter(_.cancelled_on.isnull()).select("report_id")
    unsolved = marks.semi_join(standing, "report_id").anti_join(suspects, "report_id")
    own = marks.join(suspects.semi_join(men, "person_id"), "report_id")
    return (
        own.select("person_id", "kind", "mark_id", own_report_id="report_id")
        .join(unsolved, ["kind", "mark_id"])
        .select("person_id", "report_id", "kind", "mark_id", "own_report_id")
    )
