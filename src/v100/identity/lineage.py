"""Ids that last: a person keeps his from run to run, and what became of each is written down."""

from datetime import date

import ibis
import ibis.expr.types as ir

from v100.tables import PERSON_LINEAGE

INITIALS = {"suspect": "P", "victim": "V"}
DIGITS = 15


def keep_ids(groups: ir.Table, previous: ir.Table | None, *, side: str, as_at: date) -> ir.Table:
    """mention_id, grouping, doubt as given, with person_id.

    The id of an earlier person goes with the larger part of his mentions (tie: the part with the smallest of them);
    where several meet, the group bears the id of him who brought most. A new id is a hash of as_at and the smallest
    mention_id; should an earlier person bear that very id, the hash is taken with "again".
    """
    fresh = groups.select("grouping").distinct()
    fresh = fresh.mutate(
        new_id=_hashed(side, as_at, fresh.grouping, ""), other_id=_hashed(side, as_at, fresh.grouping, " again")
    )
    if previous is None:
        return groups.join(fresh, "grouping").select("mention_id", "grouping", "doubt", person_id="new_id")
    borne = previous.select(borne_id="person_id").distinct()
    fresh = fresh.left_join(borne, fresh.new_id == borne.borne_id)
    fresh = fresh.select("grouping", new_id=ibis.ifelse(fresh.borne_id.isnull(), fresh.new_id, fresh.other_id))
    heirs = _heirs(groups, previous)
    named = fresh.left_join(heirs, "grouping")
    ids = named.select("grouping", person_id=ibis.coalesce(named.from_id, named.new_id))
    return groups.join(ids, "grouping").select("mention_id", "grouping", "doubt", "person_id")


def lineage(people: ir.Table, previous: ir.Table | None) -> ir.Table:
    """tables.PERSON_LINEAGE: kept (same id), merged (his larger part went to another), split (a smaller part went)."""
    if previous is None:
        return PERSON_LINEAGE.shape(ibis.memtable(PERSON_LINEAGE.arrow([])))
    parts = _parts(people.mutate(to_id=people.person_id), previous, "to_id")
    kind = ibis.cases((parts.from_id == parts.to_id, "kept"), (parts.place == 0, "merged"), else_="split")
    return PERSON_LINEAGE.shape(parts.mutate(kind=kind))


def _heirs(groups: ir.Table, previous: ir.Table) -> ir.Table:
    """grouping and the earlier id that it bears on."""
    largest = _parts(groups, previous, "grouping")
    largest = largest.filter(largest.place == 0)
    order = [largest.mentions.desc(), largest.smallest, largest.from_id]
    ranked = largest.mutate(among=ibis.row_number().over(group_by="grouping", order_by=order))
    return ranked.filter(ranked.among == 0).select("grouping", "from_id")


def _parts(groups: ir.Table, previous: ir.Table, to: str) -> ir.Table:
    """Where each earlier person's mentions went: from_id, `to`, mentions, smallest, place (0 is the larger part)."""
    before = previous.select("mention_id", from_id="person_id")
    joined = before.join(groups, "mention_id")
    parts = joined.group_by("from_id", to).agg(mentions=joined.count(), smallest=joined.mention_id.min())
    order = [parts.mentions.desc(), parts.smallest]
    return parts.mutate(place=ibis.row_number().over(group_by="from_id", order_by=order))


def _hashed(side: str, as_at: date, mention: ir.StringValue, again: str) -> ir.StringValue:
    digest = (ibis.literal(f"{as_at.isoformat()} ") + mention + again).hexdigest("sha256")
    return INITIALS[side] + digest.substr(0, DIGITS)
