"""Which reports stand: not cancelled, not a duplicate, not passed on to another force."""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.policy import Policy

STANDS = "stands"


def fallen(crime_report: ir.Table, *, policy: Policy, as_at: date) -> ir.Table:
    """report_id, standing: the reports that do not stand, being cancelled, duplicate or transferred.

    Rule 20: cancelled is out. Rule 21: of a duplicate the surviving record counts, if it is known. Rule 23: of a
    transfer the receiving record wins; until it is seen, policy.transfer_days at most, the sender's stays.
    """
    survivors = crime_report.select(duplicate_of="report_id")
    doubtful = crime_report.filter(_.cancelled_on.notnull() | _.duplicate_of.notnull()).select(
        "report_id", "cancelled_on", "cancel_reason", "duplicate_of"
    )
    duplicates = doubtful.filter(_.duplicate_of != _.report_id).semi_join(survivors, "duplicate_of").select("report_id")
    reports = add(doubtful, duplicates.mutate(is_duplicate=True), "report_id")
    reports = add(reports, _received_elsewhere(crime_report).mutate(is_received=True), "report_id")
    passed_on = (_.cancel_reason == "transferred") & _.cancelled_on.notnull()
    called_duplicate = (_.cancel_reason == "duplicate") & _.cancelled_on.notnull()
    still_sent = _.cancelled_on >= as_at - timedelta(days=policy.transfer_days)
    standing = ibis.cases(
        (_.is_duplicate.fill_null(False) | called_duplicate.fill_null(False), "duplicate"),
        (passed_on & _.is_received.fill_null(False), "transferred"),
        (passed_on & still_sent, STANDS),
        (_.cancelled_on.notnull(), "cancelled"),
        else_=STANDS,
    )
    return reports.select("report_id", standing=standing).filter(_.standing != STANDS)


def _received_elsewhere(crime_report: ir.Table) -> ir.Table:
    """report_id of transferred reports whose receiving record is known, whichever of the two names the other."""
    sent = crime_report.filter((_.cancel_reason == "transferred") & _.cancelled_on.notnull()).select(
        sender="report_id", sender_ref="crime_ref", names="other_force_ref"
    )
    other = crime_report.select(receiver="report_id", receiver_ref="crime_ref", named_by="other_force_ref")
    pairs = [
        sent.join(other, sent[ours] == other[theirs]).filter(_.sender != _.receiver).select(report_id="sender")
        for ours, theirs in (
            ("names", "receiver"),
            ("names", "receiver_ref"),
            ("sender", "named_by"),
            ("sender_ref", "named_by"),
        )
    ]
    return ibis.union(*pairs, distinct=True)
