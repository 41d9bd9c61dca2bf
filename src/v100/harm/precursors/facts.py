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
from v100.policy import Policy

ADULT = 18
PARTNERS = ("partner", "ex_partner")
DOMESTIC = (*PARTNERS, "family")


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
    standing = engine.keep(backend, "precursor_standing", _standing(known, victims, as_at))
    admitted = _admitted(people["person"], events, left_out, policy=policy, as_at=as_at)
    named = engine.keep(backend, "precursor_named", _named(known, people, admitted, standing, policy))

    with_whom = _with_whom(victims, known["offence"])
    reports = engine.keep(backend, "precursor_reports", _reports(named, standing, victims))
    lines = engine.keep(backend, "precursor_lines", _lines(named, known["offence"], offences, standing, with_whom))
    women = engine.keep(backend, "precursor_women", _women(reports, victims))
    parted = _separations(reports, standing, victims, earlier_relationships)
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
    acted = known["crime_report"].select("report_id", acted_on=_acted_on(known["crime_report"]))
    rows = known["victim"].join(acted, "report_id").left_join(references, "mention_id").drop("mention_id_right")
    rows = rows.left_join(sexes, "woman").drop("woman_right")
    sex = ibis.coalesce(rows.person_sex, rows.sex)
    child = age(rows.date_of_birth, rows.acted_on, recorded=rows.age_at_offence) < ADULT
    return rows.select(
        "report_id",
        "mention_id",
        "woman",
        "lines",
        relationship=rows.relationship_to_suspect,
        withdrew=rows.withdrew_on.notnull(),
        read=sex.isnull() | (sex == "F") | child.fill_null(False),
    )


def _standing(known: Mapping[str, ir.Table], victims: ir.Table, as_at: date) -> ir.Table:
    """Reports that are facts: not cancelled, no duplicate, with a female victim, a child or none recorded."""
    report = known["crime_report"]
    only_men = victims.group_by("report_id").agg(read=_.read.any()).filter(~_.read)
    return (
        report.filter((_.recorded_on <= as_at) & _.cancelled_on.isnull() & _.duplicate_of.isnull())
        .anti_join(only_men, "report_id")
        .select(
            "report_id",
            "flags",
            "mo_codes",
            "outcome_type",
            on="recorded_on",
            updated_on=_.updated_on.fill_null(_.recorded_on),
            acted_on=_acted_on(report),
            flagged_da=_.domestic_abuse.fill_null(False) | has(_.flags, "domestic_abuse"),
        )
    )


def _acted_on(report: ir.Table) -> ir.DateValue:
    return ibis.coalesce(report.occurred_from.date(), report.recorded_on)


def _admitted(
    person: ir.Table, events: ir.Table, left_out: ir.Table | None, *, policy: Policy, as_at: date
) -> ir.Table:
    """person_id, birth: whom the policy's sex and age admit (rule 35), but the dead and those left out."""
    birth = person.births[0]
    admitted = person.filter(
        (person.side == "suspect")
        & (person.sex.isnull() | person.sex.isin(policy.sex))
        & (age(birth, ibis.literal(as_at)).fill_null(ADULT) >= ADULT)
    ).select("person_id", birth=birth)
    admitted = admitted.anti_join(events.filter((_.kind == "death") & (_.on <= as_at)), "person_id")
    return admitted if left_out is None else admitted.anti_join(left_out, "person_id")


def _named(
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    admitted: ir.Table,
    standing: ir.Table,
    policy: Policy,
) -> ir.Table:
    """person_id, report_id, lines: of whom each report that stands names as suspect, of age and not
    eliminated."""
    suspect = known["suspect"].filter((_.role.fill_null("suspect") == "suspect") & _.eliminated_on.isnull())
    mention = people["person_mention"].filter(_.side == "suspect").select("person_id", "mention_id")
    named = suspect.join(mention, "mention_id").join(admitted, "person_id")
    named = named.join(standing.select("report_id", "acted_on"), "report_id")
    then = age(named.birth, named.acted_on, recorded=named.age_at_offence)
    return named.filter(then.fill_null(policy.min_age) >= policy.min_age).select("person_id", "report_id", "lines")


def age(birth: ir.DateValue, on: ir.DateValue, *, recorded: ir.IntegerValue | None = None) -> ir.IntegerValue:
    """Whole years on a day; what was recorded where no birth is known."""
    had_birthday = (on.month() > birth.month()) | ((on.month() == birth.month()) & (on.day() >= birth.day()))
    years = (on.year() - birth.year() - had_birthday.ifelse(0, 1)).cast("int64")
    return years if recorded is None else ibis.coalesce(years, recorded)


def _with_whom(victims: ir.Table, offence: ir.Table) -> ir.Table:
    """report_id, line: how the women on it stand to the suspect."""
    pairs = victims.filter(_.read).join(offence.select("report_id", "line"), "report_id")
    return _relations(pairs.filter(_concerns(_.lines, _.line)), "report_id", "line")


def _relations(rows: ir.Table, *keys: str) -> ir.Table:
    return rows.group_by(*keys).agg(
        domestic=_.relationship.isin(DOMESTIC).any(),
        partner=_.relationship.isin(PARTNERS).any(),
        ex=(_.relationship == "ex_partner").any(),
        stranger=(_.relationship == "stranger").any(),
    )


def _concerns(lines: ir.ArrayValue, line: ir.IntegerValue) -> ir.BooleanValue:
    return (lines.length().fill_null(0) == 0) | lines.contains(line)


def _reports(named: ir.Table, standing: ir.Table, victims: ir.Table) -> ir.Table:
    relations = _relations(victims.filter(_.read), "report_id")
    rows = named.select("person_id", "report_id").distinct().join(standing, "report_id")
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


def _lines(named: ir.Table, offence: ir.Table, offences: ir.Table, standing: ir.Table, with_whom: ir.Table) -> ir.Table:
    """His lines, principal and included; one row each however many mentions he has."""
    his = named.join(offence.select("report_id", "line", "ho_code"), "report_id").filter(_concerns(_.lines, _.line))
    his = his.select("person_id", "report_id", "line", "ho_code").distinct()
    rows = his.join(standing.select("report_id", "on", "acted_on", "flagged_da"), "report_id")
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


def _separations(reports: ir.Table, standing: ir.Table, victims: ir.Table, earlier: ir.Table | None) -> ir.Table:
    """When they parted: the flag, or a partner who is an ex-partner in a later version of the report."""
    flagged = reports.filter(has(_.flags, "separated")).select("person_id", "report_id", "on")
    if earlier is None:
        return flagged
    keys = ["report_id", "mention_id"]
    now = victims.join(standing.select("report_id", "updated_on"), "report_id")
    versions = ibis.union(
        earlier.select(*keys, "relationship", "updated_on"), now.select(*keys, "relationship", "updated_on")
    )
    together = versions.filter(_.relationship == "partner").group_by(keys).agg(since=_.updated_on.min())
    apart = versions.filter(_.relationship == "ex_partner").join(together, keys)
    apart = apart.filter(_.updated_on >= _.since).group_by("report_id").agg(on=_.updated_on.min())
    changed = reports.select("person_id", "report_id").join(apart, "report_id")
    return ibis.union(flagged, changed.select("person_id", "report_id", "on"), distinct=True)
