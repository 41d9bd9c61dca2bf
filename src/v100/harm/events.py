"""What happened to each person: whose event it is, whether he is dead, in custody, acquitted."""

from collections.abc import Mapping
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add

CUSTODY_BEGINS = ("remand", "recall", "sentence")


def person_events(known: Mapping[str, ir.Table], person_mention: ir.Table) -> ir.Table:
    """Events with the suspect that each belongs to: event's columns and person_id; events of nobody are left out.

    An event is of the person of its mention; else of the only person with its PNC id; else of its report's only
    suspect. An event of a victim's mention is hers and so of no suspect.
    """
    event = known["event"]
    suspects = person_mention.filter(_.side == "suspect").select("person_id", "mention_id")
    mentions = add(known["suspect"], suspects, "mention_id")
    hers = known["victim"].select("mention_id").distinct()

    by_mention = event.join(suspects, "mention_id").select("event_id", "person_id")
    open_events = event.anti_join(by_mention, "event_id").anti_join(hers, "mention_id")

    with_pnc = mentions.filter(_.pnc_id.notnull() & _.person_id.notnull())
    by_pnc = open_events.join(_only(with_pnc, "pnc_id"), "pnc_id").select("event_id", "person_id")
    open_events = open_events.anti_join(by_pnc, "event_id")

    accused = mentions.filter(_.role.fill_null("suspect") == "suspect")
    by_report = open_events.join(_only(accused, "report_id"), "report_id").select("event_id", "person_id")
    return event.join(ibis.union(by_mention, by_pnc, by_report), "event_id")


def _only(mentions: ir.Table, key: str) -> ir.Table:
    """The keys that lead to one person only, with that person; a mention of nobody is somebody else."""
    people = mentions.group_by(key).agg(
        person_id=_.person_id.min(), people=_.person_id.nunique(), nobody=_.person_id.isnull().any()
    )
    return people.filter((_.people == 1) & ~_.nobody).select(key, "person_id")


def dead(events: ir.Table, *, as_at: date) -> ir.Table:
    """person_id, since: who died by as_at (rule 39)."""
    return events.filter((_.kind == "death") & (_.on <= as_at)).group_by("person_id").agg(since=_.on.min())


def custody_spells(events: ir.Table) -> ir.Table:
    """person_id, begins, ends: spells of custody; `ends` is unknown where nothing says so.

    Custody runs from remand, recall or a sentence with days to the first release from that day on, else `until`,
    else on + days. A release on the day it begins ends it: dates carry no hours.
    """
    begun = events.filter(_.kind.isin(CUSTODY_BEGINS) & ((_.kind != "sentence") | _.days.notnull())).select(
        "person_id", "event_id", begins="on", planned=ibis.coalesce(_.until, _.on + _.days.as_interval("D"))
    )
    releases = events.filter(_.kind == "release").select("person_id", released="on")
    return (
        begun.left_join(releases, [begun.person_id == releases.person_id, releases.released >= begun.begins])
        .group_by("person_id", "event_id", "begins", "planned")
        .agg(released=_.released.min())
        .select("person_id", "begins", ends=ibis.coalesce(_.released, _.planned))
    )


def in_custody(events: ir.Table, *, as_at: date, beyond_days: int) -> ir.Table:
    """person_id, since, until: who is in custody at as_at and known to be so past as_at + beyond_days (rule 40)."""
    begun = custody_spells(events).filter(_.begins <= as_at)
    inside = begun.filter(_.ends.isnull() | (_.ends > as_at + timedelta(days=beyond_days)))
    return (
        inside.group_by("person_id")
        .agg(since=_.begins.min(), until=_.ends.max(), open_end=_.ends.isnull().any())
        .select("person_id", "since", until=ibis.ifelse(_.open_end, ibis.null("date"), _.until))
    )


def acquitted_lines(events: ir.Table, offence: ir.Table, *, as_at: date) -> ir.Table:
    """person_id, report_id, line: of which he was acquitted by as_at (rule 27); an event without lines is of all."""
    acquittals = events.filter((_.kind == "acquittal") & (_.on <= as_at) & _.report_id.notnull()).select(
        "person_id", "report_id", "lines"
    )
    return (
        acquittals.join(offence.select("report_id", "line"), "report_id")
        .filter(concerns(_.lines, _.line))
        .select("person_id", "report_id", "line")
        .distinct()
    )


def concerns(lines: ir.ArrayValue, line: ir.Value) -> ir.BooleanValue:
    """Does a list of lines concern this line? An empty list is all of them."""
    return (lines.length().fill_null(0) == 0) | lines.contains(line)
