"""Rules about what he did to her: P1 to P5, P13, P14."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.harm.precursors.facts import Facts, has, methods, within
from v100.harm.precursors.rules import Rule

FACT = ("person_id", "at", "on", "report_id")


def strangled(facts: Facts, rule: Rule) -> ir.Table:
    """P1: a strangulation or suffocation line, method code or flag."""
    lines = facts.lines.filter(_.precursor == "strangulation")
    reports = facts.reports.filter(has(_.flags, "strangulation") | has(_.mo_codes, *methods("strangulation")))
    return _either(facts, rule, lines, reports)


def stalks_after_separation(facts: Facts, rule: Rule) -> ir.Table:
    """P2: stalking or harassment of an ex-partner, or several unwanted contacts with her."""
    lines = facts.lines.filter((_.precursor == "stalking") & _.ex)
    contacts = within(_contacts(facts), facts.moments, rule.span_days)
    often = contacts.mutate(times=_.count().over(group_by=["person_id", "woman", "at"]))
    often = often.filter(_.times >= rule.at_least).select(FACT)
    return ibis.union(within(lines, facts.moments, rule.window_days).select(FACT), often)


def _contacts(facts: Facts) -> ir.Table:
    """Reports and incidents of unwanted contact with an ex-partner, and contact events on a report with
    one."""
    exes = facts.reports.filter(_.ex)
    by_report = exes.filter(has(_.mo_codes, *methods("contact"))).select("person_id", "report_id", "on")
    events = facts.events.filter(_.kind == "contact").join(
        exes.select("person_id", "report_id"), ["person_id", "report_id"]
    )
    contacts = ibis.union(by_report, events.select("person_id", "report_id", "on"))
    exes = facts.women.filter(_.ex).select("person_id", "report_id", "woman")
    return contacts.join(exes, ["person_id", "report_id"])


def threatened(facts: Facts, rule: Rule) -> ir.Table:
    """P3: threats to kill, or a weapon with domestic abuse."""
    lines = facts.lines.filter((_.precursor == "threat") | ((_.precursor == "weapon") & _.da))
    reports = facts.reports.filter(_.da & has(_.mo_codes, *methods("weapon", "firearm")))
    return _either(facts, rule, lines, reports)


def controls(facts: Facts, rule: Rule) -> ir.Table:
    """P4: a coercive-control line or flag."""
    lines = facts.lines.filter(_.precursor == "control")
    return _either(facts, rule, lines, facts.reports.filter(has(_.flags, "coercive_control")))


def sexual_in_relationship(facts: Facts, rule: Rule) -> ir.Table:
    """P5: a sexual line with a partner or ex-partner."""
    return within(facts.lines.filter(_.sexual & _.partner), facts.moments, rule.window_days).select(FACT)


def many_women(facts: Facts, rule: Rule) -> ir.Table:
    """P13: several distinct victims."""
    seen = within(facts.women.filter(_.woman.notnull()), facts.moments, rule.window_days)
    women = seen.select("person_id", "at", "woman").distinct().group_by("person_id", "at").agg(women=_.count())
    return seen.join(women.filter(_.women >= rule.at_least), ["person_id", "at"]).select(FACT)


def strangers(facts: Facts, rule: Rule) -> ir.Table:
    """P14: exposure or voyeurism lines with strangers, and reports of following a stranger."""
    lines = facts.lines.filter((_.precursor == "exposure") & _.stranger)
    following = facts.reports.filter(
        has(_.flags, "following") | (_.stranger & has(_.mo_codes, *methods("following")))
    ).anti_join(lines, ["person_id", "report_id"])
    each = ibis.union(lines.select("person_id", "report_id", "on"), following.select("person_id", "report_id", "on"))
    seen = within(each, facts.moments, rule.window_days)
    return seen.filter(_.count().over(group_by=["person_id", "at"]) >= rule.at_least).select(FACT)


def _either(facts: Facts, rule: Rule, lines: ir.Table, reports: ir.Table) -> ir.Table:
    """Facts of his lines and facts of his reports within the rule's window."""
    return ibis.union(
        within(lines, facts.moments, rule.window_days).select(FACT),
        within(reports, facts.moments, rule.window_days).select(FACT),
    )
