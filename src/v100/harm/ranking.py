"""Sums, order and places: who is ranked, who is set aside and why."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm import reasons
from v100.policy import Policy
from v100.tables import DAYS

DEAD, CUSTODY, CHILD, DECISION, NO_LINE = "dead", "in custody", "child", "decision", "no line left"


def totals(lines: ir.Table, victims: ir.Table) -> ir.Table:
    """Per person_id of `lines`: harm_days, offences, reports, victims, first_on, last_on.

    `victims` are line_victims; a woman counts once however many lines she is on.
    """
    women = victims.filter(_.effective_sex == "F").select("report_id", "line", "who")
    distinct_women = (
        lines.select("person_id", "report_id", "line")
        .join(women, ["report_id", "line"])
        .group_by("person_id")
        .agg(victims=_.who.nunique())
    )
    sums = lines.group_by("person_id").agg(
        harm_days=_.days.sum().cast(DAYS),
        offences=_.count(),
        reports=_.report_id.nunique(),
        first_on=_.recorded_on.min(),
        last_on=_.recorded_on.max(),
    )
    joined = add(sums, distinct_women, "person_id")
    return joined.mutate(victims=_.victims.fill_null(0))


def order(table: ir.Table) -> Sequence[ir.Value]:
    """Rule 42: days; then victims, reports, later last report, person_id."""
    return [
        ibis.desc(table.harm_days),
        ibis.desc(table.victims),
        ibis.desc(table.reports),
        ibis.desc(table.last_on),
        ibis.asc(table.person_id),
    ]


def rank(sums: ir.Table, *, list_size: int) -> ir.Table:
    """The sums with rank (from 1, no two share one) and tie_at_cut: his days stand on both sides of the cut."""
    ranked = sums.mutate(rank=ibis.row_number().over(order_by=order(sums)).cast("int64") + 1)
    inside = ranked.filter(_.rank == list_size).select(cut_days="harm_days")
    outside = ranked.filter(_.rank == list_size + 1).select(cut_days="harm_days")
    tied = inside.join(outside, "cut_days").select(harm_days="cut_days", tie_at_cut=True)
    joined = add(ranked, tied, "harm_days")
    return joined.mutate(tie_at_cut=_.tie_at_cut.fill_null(False))


def set_aside(
    lines: ir.Table,
    sums: ir.Table,
    victims: ir.Table,
    *,
    dead: ir.Table,
    custody: ir.Table,
    children: ir.Table,
    left_out: ir.Table,
    policy: Policy,
) -> ir.Table:
    """person_id, reason, detail and the sums of `totals`: who would be ranked but for a rule (17, 27, 33, 39, 40).

    Dead, in custody, child or left out by decision: a reason of his own. No line left: elimination, acquittal,
    childhood at the offence or a decision took every line that would have counted. The sums are of the lines that
    count; where none is left, of those that were taken.
    `dead` has since, `custody` since and until, `children` and `left_out` a detail.
    """
    own = [
        _reason(1, DEAD, dead, "died " + dead.since.cast("string")),
        _reason(3, CHILD, children, children.detail),
        _reason(4, DECISION, left_out, left_out.detail),
    ]
    if not policy.custody_takes_place:
        until = ibis.coalesce("until " + custody.until.cast("string"), "end not known")
        own.append(_reason(2, CUSTODY, custody, "since " + custody.since.cast("string") + ", " + until))
    taken = lines.filter(_.why.isin(reasons.TAKEN_AWAY)).anti_join(sums, "person_id")
    whose = taken.group_by("person_id").agg(detail=_.why.collect(distinct=True).sort().join(", "))
    own.append(_reason(5, NO_LINE, whose, whose.detail))
    every = ibis.union(*own).join(sums.union(totals(taken, victims)), "person_id")
    return every.filter(ibis.row_number().over(group_by=every.person_id, order_by=every.precedence) == 0)


def _reason(precedence: int, reason: str, people: ir.Table, detail: ir.StringValue) -> ir.Table:
    return people.select(
        "person_id", precedence=ibis.literal(precedence, "int64"), reason=ibis.literal(reason), detail=detail
    )


def places_otherwise(ranking: ir.Table, others: ir.Table) -> ir.Table:
    """person_id, place: the rank that each of `others` (sums as of `totals`) would take, alone, among `ranking`.

    His own row in the ranking, if he has one, does not stand in his way.
    """
    key = ["person_id", "harm_days", "victims", "reports", "last_on"]
    actual = ranking.select(*key, actual=ibis.literal(1, "int64"))
    would = others.select(*key, actual=ibis.literal(0, "int64"))
    both = actual.union(would)
    counted = both.mutate(
        ahead=both.actual.sum().over(ibis.window(order_by=[*order(both), both.actual.asc()], preceding=(None, 0)))
    )
    own = counted.filter(_.actual == 1).select("person_id", own_place="ahead")
    placed = add(counted.filter(_.actual == 0), own, "person_id")
    own_ahead = (placed.own_place <= placed.ahead).fill_null(False).cast("int64")
    return placed.select("person_id", place=(placed.ahead - own_ahead + 1).cast("int64"))
