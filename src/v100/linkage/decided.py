"""What people decided of links in the ledger: shown, never learnt from."""

from collections.abc import Iterable, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

WORDS = {"linked": "linked", "not_linked": "not linked", "to_test": "to be tested"}


def decided_links(entries: Iterable[Mapping[str, Any]], person_mention: ir.Table) -> ir.Table:
    """person_id, report_id, decided: the last standing decision about each man and crime; one about mentions that have
    parted binds nobody."""
    rows = [
        {
            "entry_id": entry["entry_id"],
            "position": entry["position"],
            "report_id": entry["subject"]["report"],
            "decided": f"{WORDS[entry['decision']]}, by {entry['by']} on {entry['at'][:10]}",
            "mention_id": mention,
        }
        for entry in entries
        if entry["kind"] == "link"
        for mention in entry["subject"]["mentions"]
    ]
    schema = {
        "entry_id": "string",
        "position": "int64",
        "report_id": "string",
        "decided": "string",
        "mention_id": "string",
    }
    told = ibis.memtable(rows, schema=ibis.schema(schema))
    members = person_mention.filter(_.side == "suspect").select("mention_id", "person_id")
    held = told.left_join(members, "mention_id").group_by("entry_id", "position", "report_id", "decided")
    bound = held.agg(
        person_id=_.person_id.min(), one=(_.person_id.nunique() == 1) & (_.person_id.count() == _.count())
    ).filter(_.one)
    last = ibis.row_number().over(group_by=["person_id", "report_id"], order_by=ibis.desc("position")) == 0
    return bound.filter(last).select("person_id", "report_id", "decided")
