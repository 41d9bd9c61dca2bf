"""What a sealed run may carry of the known tables: enough to explain a man, nothing that leads to a woman.

The place of a report is often her home, so no coordinate, and the small area only where every victim is a stranger
to him; no free text; no address, phone or name of his that is also hers.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.tables import CARRIED, PERSON_MENTION

CONTACTS = ("address", "postcode", "phone", "email", "vehicle")
NAMES = ("forename", "middle_names", "surname", "aliases")


def carried(
    backend: Backend, known: Mapping[str, ir.Table], person_mention: ir.Table, shown: ir.Table, places: ir.Table
) -> dict[str, ir.Table]:
    """crime_report, offence, suspect, event (tables.CARRIED) for the reports of the people shown (person_id).

    `places` are the points of small areas: area_code, easting, northing in metres.
    """
    members = PERSON_MENTION.shape(person_mention).filter(_.side == "suspect").semi_join(shown, "person_id")
    theirs = known["suspect"].semi_join(members, "mention_id").select("report_id").distinct()
    reports = known["crime_report"].semi_join(theirs, "report_id")
    victims = known["victim"].semi_join(theirs, "report_id")
    suspects = engine.keep(backend, "carried_suspect", known["suspect"].semi_join(theirs, "report_id"))
    linked = engine.keep(backend, "linked_victim", _linked(suspects, victims, members))
    tables = {
        "crime_report": _with_area(reports, victims, places),
        "offence": known["offence"].semi_join(theirs, "report_id"),
        "suspect": _without_hers(suspects, linked),
        "event": known["event"].semi_join(theirs, "report_id").union(_events_without_report(known["event"], members)),
    }
    return {name: CARRIED[name].shape(table) for name, table in tables.items()}


def _events_without_report(event: ir.Table, members: ir.Table) -> ir.Table:
    return event.filter(_.report_id.isnull()).semi_join(members, "mention_id")


def _with_area(reports: ir.Table, victims: ir.Table, places: ir.Table) -> ir.Table:
    """The code of the nearest small area, for reports whose every victim is a stranger."""
    known_to_him = victims.filter(_.relationship_to_suspect.fill_null("unknown") != "stranger").select("report_id")
    placed = reports.filter(_.easting.notnull() & _.northing.notnull()).anti_join(known_to_him, "report_id")
    pairs = placed.select("report_id", "easting", "northing").cross_join(
        places.select("area_code", area_easting="easting", area_northing="northing")
    )
    squared = (pairs.easting - pairs.area_easting) * (pairs.easting - pairs.area_easting) + (
        pairs.northing - pairs.area_northing
    ) * (pairs.northing - pairs.area_northing)
    pairs = pairs.mutate(squared=squared)
    nearest = pairs.group_by("report_id").agg(squared=_.squared.min())
    area = pairs.join(nearest, ["report_id", "squared"]).group_by("report_id").agg(area=_.area_code.min())
    return reports.left_join(area, "report_id").drop("report_id_right")


def _linked(suspects: ir.Table, victims: ir.Table, members: ir.Table) -> ir.Table:
    """Per suspect mention the victims linked to it: of any report that names its person or another of its report's."""
    people = suspects.select("mention_id", "report_id").join(members.select("mention_id", "person_id"), "mention_id")
    person_reports = people.select("person_id", "report_id").distinct()
    reports = (
        suspects.select("mention_id", of_report="report_id")
        .join(person_reports.select("person_id", of_report="report_id"), "of_report")
        .join(person_reports, "person_id")
        .select("mention_id", "report_id")
        .distinct()
    )
    own = suspects.select("mention_id", "report_id")
    return reports.union(own).distinct().join(victims.drop("mention_id"), "report_id")


def _without_hers(suspects: ir.Table, linked: ir.Table) -> ir.Table:
    """Suspect rows without a contact that a linked victim has too, nor a linked victim's name and birth."""
    hers = {column: _shared(suspects, linked, column) for column in CONTACTS}
    cleaned = suspects
    for column, shared in hers.items():
        cleaned = cleaned.left_join(shared, "mention_id").drop("mention_id_right")
        cleaned = cleaned.mutate(
            **{column: ibis.ifelse(_[f"{column}_shared"].fill_null(False), ibis.null("string"), _[column])}
        )
    cleaned = cleaned.left_join(_bears_her_name(suspects, linked), "mention_id").drop("mention_id_right")
    blank = {
        name: ibis.ifelse(_.her_name.fill_null(False), ibis.null(suspects[name].type()), _[name])
        for name in (*NAMES, "date_of_birth")
    }
    return cleaned.mutate(**blank)


def _shared(suspects: ir.Table, linked: ir.Table, column: str) -> ir.Table:
    """mention_id of suspects whose contact, folded, is a linked victim's."""
    his = suspects.select("mention_id", value=_folded(suspects[column]))
    her = linked.select("mention_id", value=_folded(linked[column]))
    both = his.filter(_.value.notnull()).semi_join(her, ["mention_id", "value"])
    return both.select("mention_id", **{f"{column}_shared": ibis.literal(True)})


def _bears_her_name(suspects: ir.Table, linked: ir.Table) -> ir.Table:
    """mention_id of suspects who bear a linked victim's forename and surname."""
    names = {"first": "forename", "last": "surname"}
    his = suspects.select("mention_id", **{key: _folded(suspects[name]) for key, name in names.items()})
    her = linked.select("mention_id", **{key: _folded(linked[name]) for key, name in names.items()})
    return his.semi_join(her, ["mention_id", "first", "last"]).select("mention_id", her_name=ibis.literal(True))


def _folded(value: ir.StringColumn) -> ir.StringColumn:
    return value.upper().re_replace(r"[^\p{L}\p{N}]", "").nullif("")
