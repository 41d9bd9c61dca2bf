"""What the rules look at: who is named in which report, for what, with whom; what happened to him."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.harm.ages import ADULT, age_on, occurred
from v100.harm.events import concerns, dead
from v100.harm.flags import under_age
from v100.harm.judged import is_domestic
from v100.harm.standing import fallen
from v100.harm.victims import DOMESTIC
from v100.policy import Policy

PARTNERS = ("partner", "ex_partner")


@dataclass(frozen=True)
class Facts:
    """Tables of one row per fact. `on` is recorded_on for reports and the day of an event.

    `moments` holds person_id and `at`, the day that a rule is asked about: as_at, or every day that he did
    something when the question is whether a rule ever fired.
    """

    moments: ir.Table
    reports: ir.Table
    """person_id, report_id, on, acted_on, flags, mo_codes, outcome_type, da, ex, stranger"""
    lines: ir.Table
    """person_id, report_id, on, acted_on, line, precursor, sexual, da, partner, ex, stranger"""
    women: ir.Table
    """person_id, report_id, on, woman (her person_id; empty when not told apart), ex, withdrew"""
    separations: ir.Table
    """person_id, report_id, on"""
    events: ir.Table
    """person_id, kind, on, until, report_id"""


def gather(
    backend: ibis.BaseBackend,
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    offences: ir.Table,
    events: ir.Table,
    *,
    policy: Policy,
    as_at: date,
    left_out: ir.Table | None = None,
    earlier_relationships: ir.Table | None = None,
) -> Facts:
    """The facts of everyone whom the list may hold, computed once. `moments` asks about as_at."""
    events = engine.keep(backend, "precursor_events", _events(events, as_at))
    victims = engine.keep(backend, "precursor_victims", _victims(known, people))
    report_facts = engine.keep(
        backend, "precursor_report_facts", _report_facts(known, victims, policy=policy, as_at=as_at)
    )
    admitted = _admitted(known, people, events, left_out, policy=policy, as_at=as_at)
    named = engine.keep(backend, "precursor_named", _named(known, people, admitted, report_facts, policy))

    with_whom = _with_whom(victims, known["offence"])
    reports = engine.keep(backend, "precursor_reports", _reports(named, report_facts, victims))
    lines = engine.keep(backend, "precursor_lines", _lines(named, known["offence"], offences, report_facts, with_whom))
    women = engine.keep(backend, "precursor_women", _women(reports, victims))
    parted = _separations(reports, report_facts, victims, earlier_relationships)
    return Facts(
        moments=reports.select("person_id", at=ibis.literal(as_at)).distinct(),
        reports=reports,
        lines=lines,
        women=women,
        separations=engine.keep(backend, "precursor_separations", parted),
        events=events,
    )


def within(facts: ir.Table, moments: ir.Table, days: int) -> ir.Table:
    """Facts of the days up to and including each moment: (at - days, at]."""
    return facts.join(moments, "person_id").filter((_.on <= _.at) & (_.on > _.at - ibis.interval(days=days)))


def has(words: ir.ArrayValue, *any_of: str) -> ir.BooleanValue:
    """Does a list of flags or method codes hold one of these? An absent list does not."""
    return ibis.or_(*(words.contains(word).fill_null(False) for word in any_of))


def methods(*precursors: str) -> list[str]:
    """Method codes that mo_codes.csv marks for these precursors."""
    with (files("v100.data.reference") / "mo_codes.csv").open(encoding="utf-8") as rows:
        return [row["mo_code"] for row in csv.DictReader(rows) if row["precursor"] in precursors]


def _events(events: ir.Table, as_at: date) -> ir.Table:
    """Without actual events after as_at; `until` worked out from `days` where only those are given."""
    planned = events.kind.isin(["release_due", "court_date"])
    return events.filter(planned | (events.on <= as_at)).select(
        "person_id",
        "kind",
        "on",
        "report_id",
        until=ibis.coalesce(_.until, (_.on + _.days.as_interval("D")).cast("date")),
    )


def _victims(known: Mapping[str, ir.Table], people: Mapping[str, ir.Table]) -> ir.Table:
    """Victim rows with her reference and whether she is a woman, a child or not known to be neither."""
    references = people["person_mention"].filter(_.side == "victim").select("mention_id", woman="person_id")
    sexes = people["person"].filter(_.side == "victim").select(woman="person_id", person_sex="sex")
    acted = known["crime_report"].select("report_id", acted_on=occurred(known["crime_report"]))
    rows = known["victim"].join(acted, "report_id").left_join(references, "mention_id").drop("mention_id_right")
    rows = rows.left_join(sexes, "woman").drop("woman_right")
    sex = ibis.coalesce(rows.person_sex, rows.sex)
    child = ibis.coalesce(age_on(rows.date_of_birth, rows.acted_on), rows.age_at_offence) < ADULT
    return rows.select(
        "report_id",
        "mention_id",
        "woman",
        "lines",
        relationship=rows.relationship_to_suspect,
        withdrew=rows.withdrew_on.notnull(),
        read=sex.isnull() | (sex == "F") | child.fill_null(False),
    )


def _report_facts(known: Mapping[str, ir.Table], victims: ir.Table, *, policy: Policy, as_at: date) -> ir.Table:
    """Reports that stand (rules 20, 21, 23), with a female victim, a child or none recorded."""
    report = known["crime_report"]
    out = fallen(report, policy=policy, as_at=as_at)
    only_men = victims.group_by("report_id").agg(read=_.read.any()).filter(~_.read)
    read = report.filter(_.recorded_on <= as_at).anti_join(out, "report_id").anti_join(only_men, "report_id")
    return read.select(
        "report_id",
        "flags",
        "mo_codes",
        "outcome_type",
        on="recorded_on",
        updated_on=_.updated_on.fill_null(_.recorded_on),
        acted_on=occurred(read),
        flagged_da=is_domestic(read),
    )


def _admitted(
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    events: ir.Table,
    left_out: ir.Table | None,
    *,
    policy: Policy,
    as_at: date,
) -> ir.Table:
    """person_id, birth: whom the policy's sex and age admit (rules 33, 35), but the dead and those left out."""
    suspects = people["person"].filter((_.side == "suspect") & (_.sex.isnull() | _.sex.isin(policy.sex)))
    admitted = suspects.select("person_id", birth=_.births[0])
    admitted = admitted.anti_join(under_age(known, people, as_at=as_at), "person_id")
    admitted = admitted.anti_join(dead(events, as_at=as_at), "person_id")
    return admitted if left_out is None else admitted.anti_join(left_out, "person_id")


def _named(
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    admitted: ir.Table,
    report_facts: ir.Table,
    policy: Policy,
) -> ir.Table:
    """person_id, report_id, lines: whom each report names as suspect, of age then and not eliminated."""
    suspect = known["suspect"].filter((_.role.fill_null("suspect") == "suspect") & _.eliminated_on.isnull())
    mention = people["person_mention"].filter(_.side == "suspect").select("person_id", "mention_id")
    named = suspect.join(mention, "mention_id").join(admitted, "person_id")
    named = named.join(report_facts.select("report_id", "acted_on"), "report_id")
    then = ibis.coalesce(age_on(named.birth, named.acted_on), named.age_at_offence)
    return named.filter(then.fill_null(policy.min_age) >= policy.min_age).select("person_id", "report_id", "lines")


def _with_whom(victims: ir.Table, offence: ir.Table) -> ir.Table:
    """report_id, line: how the women on it stand to the suspect."""
    pairs = victims.filter(_.read).join(offence.select("report_id", "line"), "report_id")
    return _relations(pairs.filter(concerns(_.lines, _.line)), "report_id", "line")


def _relations(rows: ir.Table, *keys: str) -> ir.Table:
    return rows.group_by(*keys).agg(
        domestic=_.relationship.isin(DOMESTIC).any(),
        partner=_.relationship.isin(PARTNERS).any(),
        ex=(_.relationship == "ex_partner").any(),
        stranger=(_.relationship == "stranger").any(),
    )


def _reports(named: ir.Table, report_facts: ir.Table, victims: ir.Table) -> ir.Table:
    relations = _relations(victims.filter(_.read), "report_id")
    rows = named.select("person_id", "report_id").distinct().join(report_facts, "report_id")
    rows = rows.left_join(relations, "report_id").drop("report_id_right")
    return rows.select(
        "person_id",
        "report_id",
        "on",
        "acted_on",
        "flags",
        "mo_codes",
        "outcome_type",
        da=_.flagged_da | _.domestic.fill_null(False),
        ex=_.ex.fill_null(False),
        stranger=_.stranger.fill_null(False),
    )


def _lines(
    named: ir.Table, offence: ir.Table, offences: ir.Table, report_facts: ir.Table, with_whom: ir.Table
) -> ir.Table:
    """His lines, principal and included; one row each however many mentions he has."""
    his = named.join(offence.select("report_id", "line", "ho_code"), "report_id").filter(concerns(_.lines, _.line))
    his = his.select("person_id", "report_id", "line", "ho_code").distinct()
    rows = his.join(report_facts.select("report_id", "on", "acted_on", "flagged_da"), "report_id")
    rows = rows.left_join(offences.select("ho_code", "precursor", "vawg_category"), "ho_code").drop("ho_code_right")
    rows = rows.left_join(with_whom, ["report_id", "line"])
    return rows.select(
        "person_id",
        "report_id",
        "on",
        "acted_on",
        "line",
        "precursor",
        sexual=_.vawg_category.isin(["rape", "sexual"]).fill_null(False),
        da=_.flagged_da | _.domestic.fill_null(False),
        partner=_.partner.fill_null(False),
        ex=_.ex.fill_null(False),
        stranger=_.stranger.fill_null(False),
    )


def _women(reports: ir.Table, victims: ir.Table) -> ir.Table:
    """One row per man, report and woman, however many mentions she has in it."""
    rows = reports.select("person_id", "report_id", "on").join(victims.filter(_.read), "report_id")
    return rows.group_by("person_id", "report_id", "on", "woman").agg(
        ex=(_.relationship == "ex_partner").any().fill_null(False), withdrew=_.withdrew.any()
    )


def _separations(reports: ir.Table, report_facts: ir.Table, victims: ir.Table, earlier: ir.Table | None) -> ir.Table:
    """When they parted: the flag, or a partner who is an ex-partner in a later version of the report."""
    flagged = reports.filter(has(_.flags, "separated")).select("person_id", "report_id", "on")
    if earlier is None:
        return flagged
    keys = ["report_id", "mention_id"]
    now = victims.join(report_facts.select("report_id", "updated_on"), "report_id")
    versions = ibis.union(
        earlier.select(*keys, "relationship", "updated_on"), now.select(*keys, "relationship", "updated_on")
    )
    together = versions.filter(_.relationship == "partner").group_by(keys).agg(since=_.updated_on.min())
    apart = versions.filter(_.relationship == "ex_partner").join(together, keys)
    apart = apart.filter(_.updated_on >= _.since).group_by("report_id").agg(on=_.updated_on.min())
    changed = reports.select("person_id", "report_id").join(apart, "report_id")
    return ibis.union(flagged, changed.select("person_id", "report_id", "on"), distinct=True)
