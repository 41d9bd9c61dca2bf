"""Which reports are judged, and what the count reads of each."""

from collections.abc import Mapping
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm.ages import occurred
from v100.harm.standing import fallen
from v100.policy import Policy

POSSIBLE_VICTIM_FLAGS = ("cce", "nrm")


def judged_reports(known: Mapping[str, ir.Table], *, policy: Policy, as_at: date) -> ir.Table:
    """The report_facts and standing of reports recorded in the window, and of earlier ones with a suspect named within
    it (rules 14 and 16)."""
    opens = as_at - timedelta(days=policy.window_days)
    reports = known["crime_report"]
    recorded = reports.filter((_.recorded_on > opens) & (_.recorded_on <= as_at))
    named = known["suspect"].filter((_.named_on > opens) & (_.named_on <= as_at))
    earlier = reports.filter(_.recorded_on <= opens).semi_join(named, "report_id")
    facts = ibis.union(*(report_facts(part, policy=policy) for part in (recorded, earlier)))
    return add(facts, fallen(reports, policy=policy, as_at=as_at), "report_id")


def report_facts(crime_report: ir.Table, *, policy: Policy) -> ir.Table:
    """Per report_id: recorded_on, began_on, ended_on, domestic, flagged, may_be_victim, per_victim."""
    named_flags = [crime_report.flags.contains(flag).fill_null(False) for flag in policy.flags]
    if "domestic_abuse" in policy.flags:
        named_flags.append(is_domestic(crime_report))
    may_be_victim = [crime_report.flags.contains(flag).fill_null(False) for flag in POSSIBLE_VICTIM_FLAGS]
    return crime_report.select(
        "report_id",
        "recorded_on",
        began_on=occurred(crime_report),
        ended_on=ibis.coalesce(crime_report.occurred_to.date(), occurred(crime_report)),
        domestic=is_domestic(crime_report),
        flagged=ibis.or_(*named_flags),
        may_be_victim=ibis.or_(*may_be_victim),
        per_victim=(crime_report.crime_unit == "line_x_victim").fill_null(False),
    )


def is_domestic(crime_report: ir.Table) -> ir.BooleanValue:
    """The force's domestic-abuse marker, as the column or among the flags."""
    return crime_report.domestic_abuse.fill_null(False) | crime_report.flags.contains("domestic_abuse").fill_null(False)
