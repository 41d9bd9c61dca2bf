"""What people decided in the ledger, bound to the persons of this run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.tables import RECOGNISED

_ENTRY = {"entry_id": "string", "position": "int64", "decision": "string", "detail": "string"}
_MENTIONS = {**_ENTRY, "mention_id": "string"}
_REFERRALS = {**_ENTRY, "referral_id": "string"}
_LINES = {"report_id": "string", "line": "int64"}


@dataclass(frozen=True)
class Bound:
    """Persons left out (person_id, detail), lines left out (report_id, line), persons referred (person_id, detail).

    A person referred who is none of the people known, or may be several, has the referral's id for person_id.
    `unbound` (entry_id) are entries that bind nobody, because their mentions are unknown or have parted, or no one
    person is recognised.
    """

    left_out: ir.Table
    left_out_lines: ir.Table
    referred: ir.Table
    unbound: ir.Table


def bind(entries: Iterable[Mapping[str, Any]], person_mention: ir.Table, recognised: ir.Table | None = None) -> Bound:
    """The ledger's standing entries, bound to persons: a decision about mentions binds whoever holds them all.

    A referral of somebody by what a partner told of him binds whom alone he may be (`recognised`, tables.RECOGNISED;
    nobody when not given). Of several eligibility decisions about one person or line the last one holds.
    """
    entries = list(entries)
    suspects = person_mention.filter(_.side == "suspect").select("mention_id", "person_id")
    eligibility = _holders([entry for entry in entries if entry["kind"] == "eligibility"], suspects)
    referrals = [entry for entry in entries if entry["kind"] == "referral"]
    by_mentions = _holders(referrals, suspects)
    nobody = ibis.memtable(RECOGNISED.arrow([]))
    by_id = _recognised(referrals, nobody if recognised is None else recognised)
    told = by_id.mutate(person_id=ibis.coalesce(_.person_id, _.referral_id)).select(by_mentions.columns)
    return Bound(
        left_out=_last(eligibility).filter(_.decision == "leave_out").select("person_id", "detail"),
        left_out_lines=_lines(entries),
        referred=_last(by_mentions.union(told)).select("person_id", "detail"),
        unbound=ibis.union(
            *(bound.filter(_.person_id.isnull()).select("entry_id") for bound in (eligibility, by_mentions, by_id))
        ),
    )


def _holders(entries: list[Mapping[str, Any]], suspects: ir.Table) -> ir.Table:
    """Per entry, person_id: who holds all of its mentions; unknown where nobody does."""
    rows = [(*_told(entry), mention) for entry in entries for mention in entry["subject"].get("mentions", ())]
    held = add(ibis.memtable(rows, schema=_MENTIONS), suspects, "mention_id")
    holds_all = (_.person_id.nunique() == 1) & (_.person_id.count() == _.count())
    return held.group_by("entry_id", "position", "decision", "detail").agg(
        person_id=ibis.ifelse(holds_all, _.person_id.min(), ibis.null("string"))
    )


def _recognised(entries: list[Mapping[str, Any]], recognised: ir.Table) -> ir.Table:
    """Per entry about a referral, person_id: the only one whom he may be; unknown where there is none,
    or several, or what is known of him contradicts it."""
    rows = [(*_told(entry), entry["subject"]["referral"]) for entry in entries if "referral" in entry["subject"]]
    by_referral = recognised.group_by("referral_id").agg(
        people=_.count(), sound=_.sound.all(), person_id=_.person_id.min()
    )
    alone = by_referral.filter((_.people == 1) & _.sound).select("referral_id", "person_id")
    return add(ibis.memtable(rows, schema=_REFERRALS), alone, "referral_id")


def _told(entry: Mapping[str, Any]) -> tuple[str, int, str, str]:
    """entry_id, position, decision, detail."""
    return entry["entry_id"], entry["position"], entry["decision"], f"{entry['entry_id']}: {entry['why']}"


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
