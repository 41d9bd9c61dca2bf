"""What people decided in the ledger, bound to the persons of this run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add

_MENTIONS = {
    "entry_id": "string",
    "position": "int64",
    "decision": "string",
    "detail": "string",
    "mention_id": "string",
}
_LINES = {"report_id": "string", "line": "int64"}


@dataclass(frozen=True)
class Bound:
    """Persons left out (person_id, detail), lines left out (report_id, line), persons referred (person_id, detail).

    `unbound` (entry_id) are entries that bind nobody, because their mentions are unknown or have parted.
    """

    left_out: ir.Table
    left_out_lines: ir.Table
    referred: ir.Table
    unbound: ir.Table


def bind(entries: Iterable[Mapping[str, Any]], person_mention: ir.Table) -> Bound:
    """The ledger's standing entries, bound to persons: a decision about mentions binds whoever holds them all.

    Of several eligibility decisions about one person or line the last one holds.
    """
    entries = list(entries)
    suspects = person_mention.filter(_.side == "suspect").select("mention_id", "person_id")
    eligibility = _holders([entry for entry in entries if entry["kind"] == "eligibility"], suspects)
    referrals = _holders([entry for entry in entries if entry["kind"] == "referral"], suspects)
    return Bound(
        left_out=_last(eligibility).filter(_.decision == "leave_out").select("person_id", "detail"),
        left_out_lines=_lines(entries),
        referred=_last(referrals).select("person_id", "detail"),
        unbound=eligibility.union(referrals).filter(_.person_id.isnull()).select("entry_id"),
    )


def _holders(entries: list[Mapping[str, Any]], suspects: ir.Table) -> ir.Table:
    """Per entry, person_id: who holds all of its mentions; unknown where nobody does."""
    rows = [
        (entry["entry_id"], entry["position"], entry["decision"], f"{entry['entry_id']}: {entry['why']}", mention)
        for entry in entries
        for mention in entry["subject"].get("mentions", ())
    ]
    held = add(ibis.memtable(rows, schema=_MENTIONS), suspects, "mention_id")
    holds_all = (_.person_id.nunique() == 1) & (_.person_id.count() == _.count())
    return held.group_by("entry_id", "position", "decision", "detail").agg(
        person_id=ibis.ifelse(holds_all, _.person_id.min(), ibis.null("string"))
    )


def _last(holders: ir.Table) -> ir.Table:
    """The last decision about each person."""
    bound = holders.filter(_.person_id.notnull())
    return bound.filter(ibis.row_number().over(group_by=bound.person_id, order_by=bound.position.desc()) == 0)


def _lines(entries: Iterable[Mapping[str, Any]]) -> ir.Table:
    """Report lines whose last eligibility decision leaves them out."""
    last = {
        (report, line): entry["decision"]
        for entry in entries
        if entry["kind"] == "eligibility"
        for report, line in entry["subject"].get("lines", ())
    }
    left_out = sorted(subject for subject, decision in last.items() if decision == "leave_out")
    return ibis.memtable(left_out, schema=_LINES)
