"""Movement since the same policy's run before: new, up, down, gone and why."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.policy import Policy


def who_is_who_now(previous_mention: ir.Table, person_mention: ir.Table) -> ir.Table:
    """was_id, person_id: whom each suspect of the run before is now, by the larger part of his mentions."""
    before = previous_mention.filter(_.side == "suspect").select("mention_id", was_id="person_id")
    now = person_mention.filter(_.side == "suspect").select("mention_id", "person_id")
    shared = before.join(now, "mention_id").group_by("was_id", "person_id").agg(mentions=_.count())
    first = ibis.row_number().over(group_by=shared.was_id, order_by=[shared.mentions.desc(), shared.person_id])
    return shared.filter(first == 0).select("was_id", "person_id")


def movement(ranking: ir.Table, previous: ir.Table, now: ir.Table, *, policy: Policy) -> ir.Table:
    """person_id, previous_rank, movement of each ranked person. `previous` is the earlier ranking; `now` who each is.

    New is who was not listed before and is now, or had no rank before; then up, down or same by rank.
    """
    was = (
        previous.join(now, previous.person_id == now.was_id).group_by(now.person_id).agg(previous_rank=_["rank"].min())
    )
    ranks = add(ranking.select("person_id", "rank"), was, "person_id")
    entered = (ranks["rank"] <= policy.list_size) & (ranks.previous_rank > policy.list_size)
    return ranks.select(
        "person_id",
        "previous_rank",
        movement=ibis.cases(
            (ranks.previous_rank.isnull() | entered, "new"),
            (ranks["rank"] < ranks.previous_rank, "up"),
            (ranks["rank"] > ranks.previous_rank, "down"),
            else_="same",
        ),
    )


def departures(
    ranking: ir.Table, set_aside: ir.Table, previous: ir.Table, now: ir.Table, *, policy: Policy
) -> ir.Table:
    """departure (tables.DEPARTURE): who was listed in the run before and is not now, and why."""
    listed_before = previous.filter(_["rank"] <= policy.list_size).select(
        was_id="person_id", previous_rank="rank", previous_days="harm_days"
    )
    people = add(listed_before, now, "was_id")
    ranks = ranking.select("person_id", "rank", "harm_days")
    reasons = set_aside.select("person_id", "reason")
    people = add(people, ranks, "person_id")
    people = add(people, reasons, "person_id")
    gone = people.filter(people["rank"].isnull() | (people["rank"] > policy.list_size))
    return gone.select(
        "previous_rank",
        "rank",
        person_id="was_id",
        why=ibis.cases(
            (gone.reason.notnull(), "set aside: " + gone.reason),
            (gone["rank"].isnull(), "no counted line left in the window"),
            (gone.harm_days < gone.previous_days, "fewer harm days than before"),
            else_="overtaken by others",
        ),
    )
