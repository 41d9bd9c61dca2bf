"""Counter-allegations: two people who name each other for one incident (rule 28). Marked; nobody is dropped."""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

ONE_INCIDENT_HOURS = 24


def mutual_lines(
    lines: ir.Table, victims: ir.Table, known: Mapping[str, ir.Table], person_mention: ir.Table
) -> ir.Table:
    """person_id, report_id, line, beside: lines whose suspect is the victim, and victim the suspect, of the report
    `beside`, within 24 hours.

    Suspects and victims are resolved apart; here one is taken for the other only when forename, surname and date of
    birth agree in full.
    """
    same = _same_human(known, person_mention)
    began = known["crime_report"].select(
        "report_id", began=ibis.coalesce(_.occurred_from, _.recorded_on.cast("timestamp"))
    )
    accusations = (
        lines.select("person_id", "report_id", "line")
        .join(
            victims.filter(_.person_id.notnull()).select("report_id", "line", woman="person_id"),
            ["report_id", "line"],
        )
        .join(began, "report_id")
    )
    swapped = (
        accusations.select(
            beside="report_id", accuser_as_suspect="person_id", accused_as_victim="woman", began_2="began"
        )
        .join(same.select(accuser_as_suspect="suspect_id", woman="victim_id"), "accuser_as_suspect")
        .join(same.select(person_id="suspect_id", accused_as_victim="victim_id"), "accused_as_victim")
    )
    pairs = accusations.join(swapped, ["person_id", "woman"]).filter(
        (_.began <= _.began_2 + ibis.interval(hours=ONE_INCIDENT_HOURS))
        & (_.began_2 <= _.began + ibis.interval(hours=ONE_INCIDENT_HOURS))
    )
    return pairs.group_by("person_id", "report_id", "line").agg(beside=_.beside.min())


def _same_human(known: Mapping[str, ir.Table], person_mention: ir.Table) -> ir.Table:
    """suspect_id, victim_id: people of the two sides who bear one full name and date of birth."""
    sides = {}
    for side in ("suspect", "victim"):
        members = person_mention.filter(_.side == side).select("person_id", "mention_id")
        named = known[side].filter(_.forename.notnull() & _.surname.notnull() & _.date_of_birth.notnull())
        keyed = named.select("mention_id", "date_of_birth", forename=_folded(_.forename), surname=_folded(_.surname))
        sides[side] = keyed.join(members, "mention_id").select(
            "forename", "surname", "date_of_birth", **{f"{side}_id": "person_id"}
        )
    return (
        sides["suspect"]
        .join(sides["victim"], ["forename", "surname", "date_of_birth"])
        .select("suspect_id", "victim_id")
        .distinct()
    )


def _folded(name: Any) -> Any:
    return name.upper().re_replace(r"[^\p{L}]", "")
