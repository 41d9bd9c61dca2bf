"""What was known on a day: of each report and event the version last known, without the facts that came later."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.store.batches import Batch, crime_units, held
from v100.tables import APART, INPUT, STORED, Column, Table

HISTORY = Table(
    "victim_history",
    "What she was to the suspect in each version of a report that was known.",
    (
        Column("report_id", "string", "the report"),
        Column("mention_id", "string", "her mention"),
        Column("relationship", "string", "as that version said"),
        Column("updated_on", "date", "date of that version"),
    ),
    ("report_id", "mention_id", "updated_on"),
)


def known_tables(
    backend: Backend, store: Path, known_to: date, *, batches: Sequence[str] | None = None
) -> dict[str, ir.Table]:
    """crime_report, offence, suspect, victim, event, forensic (tables.INPUT) as known at the end of a day,
    victim_history, and report_version (report_id, version): the version that is known of each report.

    Of each report the last version with updated_on <= known_to (then received_on, then hash) with its children; no
    fact, event or mark whose own date is later. `batches` are read, all when not given.
    Raises V100Error when the store holds no batch.
    """
    chosen = [batch for batch in held(store) if batches is None or batch.batch in batches]
    stored = {name: _read(backend, chosen, name) for name in STORED}
    versions = stored["crime_report"].filter(_.updated_on <= known_to)
    newest = [versions.updated_on.desc(), versions.received_on.desc(), versions.version.desc()]
    last = engine.keep(
        backend,
        "last_version",
        versions.filter(ibis.row_number().over(group_by=versions.report_id, order_by=newest) == 0),
    )
    current = last.select("report_id", "version")
    tables = {
        "crime_report": _report(last, crime_units(store), known_to),
        "offence": stored["offence"].semi_join(current, ["report_id", "version"]),
        "suspect": _suspect(stored["suspect"].semi_join(current, ["report_id", "version"]), known_to),
        "victim": _victim(stored["victim"].semi_join(current, ["report_id", "version"]), known_to),
        **{name: _apart(stored[name], name, known_to) for name in APART},
    }
    known = {name: engine.keep(backend, f"known_{name}", INPUT[name].shape(table)) for name, table in tables.items()}
    dates = versions.select("report_id", "version", "updated_on")
    history = stored["victim"].join(dates, ["report_id", "version"])
    known["victim_history"] = HISTORY.shape(history.rename(relationship="relationship_to_suspect"))
    known["report_version"] = current
    return known


def dated_mentions(known: Mapping[str, ir.Table], side: str) -> ir.Table:
    """The mentions of one side (suspect, victim) as identity takes them: with `recorded_on` of their report."""
    return known[side].join(known["crime_report"].select("report_id", "recorded_on"), "report_id")


def _read(backend: Backend, batches: Sequence[Batch], name: str) -> ir.Table:
    paths = [str(batch.path(name)) for batch in batches if batch.has(name)]
    if not paths:
        return engine.keep(backend, f"stored_{name}", STORED[name].arrow([]))
    return backend.read_parquet(paths, table_name=f"stored_{name}")


def _report(last: ir.Table, units: dict[str, str], known_to: date) -> ir.Table:
    """Outcome and cancellation as known; the crime unit of the profile that brought the report."""
    per_victim = [batch for batch, unit in units.items() if unit == "line_x_victim"]
    unit = ibis.ifelse(last.batch.isin(per_victim), "line_x_victim", "line") if per_victim else ibis.literal("line")
    later_outcome = (last.outcome_on > known_to).fill_null(False)
    later_cancel = (last.cancelled_on > known_to).fill_null(False)
    return last.mutate(
        outcome_type=ibis.ifelse(later_outcome, ibis.null("string"), last.outcome_type),
        outcome_on=ibis.ifelse(later_outcome, ibis.null("date"), last.outcome_on),
        cancel_reason=ibis.ifelse(later_cancel, ibis.null("string"), last.cancel_reason),
        cancelled_on=ibis.ifelse(later_cancel, ibis.null("date"), last.cancelled_on),
        crime_unit=ibis.coalesce(last.crime_unit, unit),
    )


def _suspect(suspect: ir.Table, known_to: date) -> ir.Table:
    """Mentions named by then; an elimination only from its date."""
    named = suspect.filter(_.named_on <= known_to)
    later = (named.eliminated_on > known_to).fill_null(False)
    return named.mutate(eliminated_on=ibis.ifelse(later, ibis.null("date"), named.eliminated_on))


def _victim(victim: ir.Table, known_to: date) -> ir.Table:
    later = (victim.withdrew_on > known_to).fill_null(False)
    return victim.mutate(withdrew_on=ibis.ifelse(later, ibis.null("date"), victim.withdrew_on))


def _apart(rows: ir.Table, name: str, known_to: date) -> ir.Table:
    """Of each event, and each mark, the version last known by then."""
    by_then = rows.filter(_[APART[name]] <= known_to)
    newest = [by_then[APART[name]].desc(), by_then.received_on.desc(), by_then.version.desc()]
    key = [by_then[column] for column in INPUT[name].key]
    return by_then.filter(ibis.row_number().over(group_by=key, order_by=newest) == 0)
