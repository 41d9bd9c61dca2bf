"""Rules about the course of things: orders not heeded, faster, parting, what was and was not done about
him."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.harm.precursors.facts import Facts, has, within
from v100.harm.precursors.rules import Rule
from v100.harm.precursors.violence import FACT

CHARGED = ("1", "1A")
HELD = ("remand", "recall", "sentence")
BOUND = ("order", "order_served", "bail")


def heeds_no_order(facts: Facts, rule: Rule) -> ir.Table:
    """P6: several breaches in a while, or one soon after an order was served."""
    breaches = _breaches(facts)
    recent = within(breaches, facts.moments, rule.span_days)
    often = recent.filter(_.count().over(group_by=["person_id", "at"]) >= rule.at_least)
    served = facts.events.filter(_.kind == "order_served").select("person_id", served_on="on")
    soon = within(breaches, facts.moments, rule.window_days).join(served, "person_id")
    soon = soon.filter((_.acted_on >= _.served_on) & (_.acted_on <= _.served_on + ibis.interval(days=rule.near_days)))
    return ibis.union(often.select(FACT), soon.select(FACT))


def _breaches(facts: Facts) -> ir.Table:
    """Recorded breaches, and breach events that no recorded breach of the same report stands for."""
    lines = facts.lines.filter(_.precursor == "breach").select("person_id", "report_id", "on", "acted_on")
    events = facts.events.filter(_.kind == "breach").anti_join(lines, ["person_id", "report_id"])
    return ibis.union(lines, events.select("person_id", "report_id", "on", acted_on=_.on))


def more_often(facts: Facts, rule: Rule) -> ir.Table:
    """P7: with one woman, several in the latter half of the window and twice those of the half before."""
    seen = within(facts.women.filter(_.woman.notnull()), facts.moments, rule.window_days)
    late = seen.on > seen.at - ibis.interval(days=rule.span_days)
    counted = seen.mutate(late=late).mutate(
        after=_.late.cast("int64").sum().over(group_by=["person_id", "woman", "at"]),
        before=(~_.late).cast("int64").sum().over(group_by=["person_id", "woman", "at"]),
    )
    return counted.filter(_.late & (_.after >= rule.at_least) & (_.after >= _.before * 2)).select(FACT)


def newly_apart(facts: Facts, rule: Rule, violent: ir.Table) -> ir.Table:
    """P8: parted lately, and any of P1 to P5 (`violent`)."""
    parted = within(facts.separations, facts.moments, rule.span_days).select(FACT)
    return _both(parted, violent)


def her_life(facts: Facts, rule: Rule, violent: ir.Table) -> ir.Table:
    """P16: she is suicidal, and P1 or P4 (`violent`)."""
    suicidal = facts.reports.filter(has(_.flags, "victim_suicidal"))
    return _both(within(suicidal, facts.moments, rule.window_days).select(FACT), violent)


def _both(ones: ir.Table, others: ir.Table) -> ir.Table:
    """The facts of each side where the other side has some too."""
    keys = ["person_id", "at"]
    return ibis.union(ones.semi_join(others, keys), others.semi_join(ones, keys))


def his_life(facts: Facts, rule: Rule) -> ir.Table:
    """P17: he threatened suicide near a separation or an arrest."""
    threats = within(facts.reports.filter(has(_.flags, "suspect_suicidal")), facts.moments, rule.window_days)
    arrests = facts.events.filter(_.kind == "arrest").select("person_id", shock_on="on")
    shocks = ibis.union(arrests, facts.separations.select("person_id", shock_on="on"))
    near = ibis.interval(days=rule.near_days)
    pairs = threats.join(shocks, "person_id").filter(_.shock_on <= _.at)
    return pairs.filter((_.on >= _.shock_on - near) & (_.on <= _.shock_on + near)).select(FACT)


def withdrew_not_stopped(facts: Facts, rule: Rule) -> ir.Table:
    """P11: one woman withdrew from several reports, he was not charged on hers, and no order is in force."""
    seen = within(facts.women.filter(_.woman.notnull()), facts.moments, rule.window_days)
    seen = seen.join(facts.reports.select("person_id", "report_id", "outcome_type"), ["person_id", "report_id"])
    hers = ["person_id", "woman", "at"]
    ended = seen.filter(_.withdrew | (_.outcome_type == "16").fill_null(False))
    ended = ended.filter(_.count().over(group_by=hers) >= rule.at_least)
    by_event = facts.events.filter(_.kind == "charge").select("person_id", "report_id", charged_on="on")
    charged = ibis.union(
        seen.filter(_.outcome_type.isin(CHARGED)).select(hers),
        seen.join(by_event, ["person_id", "report_id"]).filter(_.charged_on <= _.at).select(hers),
    )
    free = ended.anti_join(charged, hers)
    return free.anti_join(_orders_in_force(facts), ["person_id", "at"]).select(FACT)


def _orders_in_force(facts: Facts) -> ir.Table:
    """person_id, at: an order whose end is not known is in force."""
    orders = facts.events.filter(_.kind.isin(["order", "order_served"])).join(facts.moments, "person_id")
    return orders.filter((_.on <= _.at) & (_.until.isnull() | (_.until >= _.at))).select("person_id", "at")


def never_seen(facts: Facts, rule: Rule) -> ir.Table:
    """P12: several domestic-abuse or sexual reports, and no arrest or interview in the same time."""
    grave = facts.lines.filter(_.da | _.sexual).select("person_id", "report_id", "on").distinct()
    named = within(grave, facts.moments, rule.window_days)
    named = named.filter(_.count().over(group_by=["person_id", "at"]) >= rule.at_least)
    met = facts.events.filter(_.kind.isin(["arrest", "interview"]))
    met = within(met, facts.moments, rule.window_days)
    return named.anti_join(met, ["person_id", "at"]).select(FACT)


def endings(facts: Facts, rule: Rule) -> ir.Table:
    """person_id, at, ends_on: a release due, or an end of custody, order or tag, that lies ahead (P15)."""
    due = facts.events.filter(_.kind == "release_due").select("person_id", begins="on", ends_on="on")
    bound = facts.events.filter(_.kind.isin(BOUND)).select("person_id", begins="on", ends_on="until")
    held = facts.events.filter(_.kind.isin(HELD)).select("person_id", begins="on", ends_on="until")
    released = facts.events.filter(_.kind == "release").select("person_id", released_on="on")
    freed = held.join(released, "person_id").filter(_.released_on >= _.begins)
    held = held.anti_join(freed, ["person_id", "begins"])
    ahead = ibis.union(due, bound, held).join(facts.moments, "person_id")
    ahead = ahead.filter((_.ends_on >= _.at) & (_.ends_on <= _.at + ibis.interval(days=rule.near_days)))
    return ahead.select("person_id", "at", "ends_on").distinct()
