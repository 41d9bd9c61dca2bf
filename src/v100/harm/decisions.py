"""What people decided in the ledger, bound to the persons of this run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

_MENTIONS = {"entry_id": "string", "detail": "string", "mention_id": "string"}
_LINES = {"report_id": "string", "line": "int64"}


@dataclass(frozen=True)
class Bound:
    """Persons left out (person_id, detail), lines left out (report_id, line), persons referred (person_id, detail),
    and entries that bind nobody (entry_id) because their mentions are unknown or have parted."""

    left_out: ir.Table
    left_out_lines: ir.Table
    referred: ir.Table
    unbound: ir.Table


def bind(entries: Iterable[Mapping[str, Any]], person_mention: ir.Table) -> Bound:
    """The ledger's standing entries as tables. A decision about mentions binds the person who holds them all."""
    entries = list(entries)
    suspects = person_mention.filter(_.side == "suspect").select("mention_id", "person_id")
    left_out = _holders([entry for entry in entries if entry["decision"] == "leave_out"], suspects)
    referred = _holders([entry for entry in entries if entry["decision"] == "score"], suspects)
    return Bound(
        left_out=_one_per_person(left_out),
        left_out_lines=_lines(entry for entry in entries if entry["decision"] == "leave_out"),
        referred=_one_per_person(referred),
        unbound=left_out.union(referred).filter(_.person_id.isnull()).select("entry_id"),
    )


def _holders(entries: list[Mapping[str, Any]], suspects: ir.Table) -> ir.Table:
    """entry_id, detail, person_id: who holds all mentions of each entry; unknown where nobody does."""
    rows = [
        (entry["entry_id"], f"{entry['entry_id']}: {entry['why']}", mention)
        for entry in entries
        for mention in entry["subject"].get("mentions", ())
    ]
    held = ibis.memtable(rows, schema=_MENTIONS).left_join(suspects, "mention_id").drop("mention_id_right")
    return held.group_by("entry_id", "detail").agg(
        person_id=ibis.ifelse(
            (_.person_id.nunique() == 1) & (_.person_id.count() == _.count()),
            _.person_id.min(),
            ibis.null("string"),
        )
    )


def _one_per_person(holders: ir.Table) -> ir.Table:
    return holders.filter(_.person_id.notnull()).group_by("person_id").agg(detail=_.detail.min())


def _lines(entries: Iterable[Mapping[str, Any]]) -> ir.Table:
    rows = {(report, line) for entry in entries for report, line in entry["subject"].get("lines", ())}
    return ibis.memtable(sorted(rows), schema=_LINES)
