"""Rules about the home: P9, P10, P18."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.harm.precursors.facts import Facts, has, methods, within
from v100.harm.precursors.rules import Rule
from v100.harm.precursors.violence import FACT


def pregnancy(facts: Facts, rule: Rule) -> ir.Table:
    """P9: the flag on a report with a domestic-abuse line."""
    return _domestic(facts, rule, facts.reports.filter(has(_.flags, "pregnant")))


def firearms(facts: Facts, rule: Rule) -> ir.Table:
    """P10: a certificate flag or firearm code on a report with a domestic-abuse line."""
    armed = facts.reports.filter(has(_.flags, "firearm_access") | has(_.mo_codes, *methods("firearm")))
    return _domestic(facts, rule, armed)


def child_at_risk(facts: Facts, rule: Rule) -> ir.Table:
    """P18: a child not his by birth on a report with a domestic-abuse line, or a child line by him."""
    lines = within(facts.lines.filter(_.precursor == "child"), facts.moments, rule.window_days)
    stepchild = _domestic(facts, rule, facts.reports.filter(has(_.flags, "stepchild")))
    return ibis.union(lines.select(FACT), stepchild)


def _domestic(facts: Facts, rule: Rule, reports: ir.Table) -> ir.Table:
    """Those of his reports that hold a domestic-abuse line of his."""
    domestic = reports.semi_join(facts.lines.filter(_.da), ["person_id", "report_id"])
    return within(domestic, facts.moments, rule.window_days).select(FACT)
