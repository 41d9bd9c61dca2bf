"""One row per person and offence line: what it weighs, whether it counts, and why or why not."""

from collections.abc import Mapping
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm import reasons
from v100.harm.ages import age_on, occurred
from v100.harm.events import acquitted_lines, concerns
from v100.harm.standing import fallen
from v100.harm.victims import is_domestic
from v100.policy import Policy
from v100.tables import DAYS

NON_RECENT_DAYS = 365
POSSIBLE_VICTIM_FLAGS = ("cce", "nrm")


def harm_lines(
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    offences: ir.Table,
    *,
    events: ir.Table,
    victims: ir.Table,
    left_out: ir.Table,
    policy: Policy,
    as_at: date,
) -> ir.Table:
    """Per person_id, report_id, line: ho_code, days, counted, why, and what the later steps read.

    Lines of reports recorded in the window, and earlier ones whose suspect was named within it (rule 16).
    `victims` are the victim_facts of each line; `left_out` the report lines that a decision leaves out.
    """
    opens = as_at - timedelta(days=policy.window_days)
    acquitted = acquitted_lines(events, known["offence"], as_at=as_at)
    facts = _accused_lines(known, people["person_mention"], opens=opens, as_at=as_at)
    facts = facts.join(_report_facts(known["crime_report"], policy=policy, as_at=as_at), "report_id")
    facts = add(facts, offences.drop("subgroup", "basis", "precursor"), "ho_code")
    facts = add(facts, victims, "report_id", "line")
    facts = add(facts, _suspect_facts(people["person"]), "person_id")
    facts = add(facts, acquitted.mutate(is_acquitted=True), "person_id", "report_id", "line")
    facts = add(facts, left_out.mutate(is_left_out=True), "report_id", "line")
    facts = facts.mutate(
        age=ibis.coalesce(age_on(_.birth, _.began_on), _.age_at_offence),
        days=_weighed(facts, policy),
    )
    rules = _rules(facts, policy, opens=opens, as_at=as_at)
    return facts.mutate(why=_first(rules), would_count=_would_count(rules)).select(
        "person_id",
        "report_id",
        "line",
        "ho_code",
        "days",
        "why",
        "would_count",
        "recorded_on",
        "may_be_victim",
        is_vawg=_.vawg_category.notnull() | _.flagged,
        counted=_.why == reasons.COUNTED,
        as_full_offence=_.attempt & ~_.title.lower().startswith("attempt").fill_null(False),
        non_recent=_.ended_on < as_at - timedelta(days=NON_RECENT_DAYS),
        sex_unknown=_.sex.isnull(),
        age_unknown=_.age.isnull(),
    )


def in_scope(known: Mapping[str, ir.Table], *, policy: Policy, as_at: date) -> ir.Table:
    """report_id: reports recorded in the window, and earlier ones with a suspect named within it (rules 14 and 16)."""
    opens = as_at - timedelta(days=policy.window_days)
    reports = known["crime_report"]
    recorded = reports.filter((_.recorded_on > opens) & (_.recorded_on <= as_at))
    named = known["suspect"].filter((_.named_on > opens) & (_.named_on <= as_at))
    earlier = reports.filter(_.recorded_on <= opens).semi_join(named, "report_id")
    return recorded.select("report_id").union(earlier.select("report_id"))


def _accused_lines(known: Mapping[str, ir.Table], person_mention: ir.Table, *, opens: date, as_at: date) -> ir.Table:
    """Suspects joined to the lines that they are named on; a man named twice on a line is one row (rules 4 and 29).

    Of reports recorded in the window, or of mentions named in it (rule 16).
    """
    suspects = person_mention.filter(_.side == "suspect").select("person_id", "mention_id")
    recorded = known["crime_report"].filter(_.recorded_on <= as_at).select("report_id", "recorded_on")
    mentions = known["suspect"].select(
        "mention_id", "report_id", "role", "lines", "age_at_offence", "named_on", "eliminated_on"
    )
    in_window = (_.recorded_on > opens) | ((_.named_on > opens) & (_.named_on <= as_at))
    mentions = mentions.join(recorded, "report_id").filter(in_window)
    named = mentions.join(suspects, "mention_id").join(known["offence"], "report_id").filter(concerns(_.lines, _.line))
    accuses = _.role.fill_null("suspect") == "suspect"
    return named.group_by("person_id", "report_id", "line").agg(
        ho_code=_.ho_code.arbitrary(),
        included=(_.role_right == "included").fill_null(False).any(),
        attempt=_.attempt.fill_null(False).any(),
        accused=accuses.any(),
        pursued=(accuses & _.eliminated_on.isnull()).any(),
        age_at_offence=_.age_at_offence.min(),
    )


def _report_facts(crime_report: ir.Table, *, policy: Policy, as_at: date) -> ir.Table:
    """What the count reads of a report."""
    named_flags = [crime_report.flags.contains(flag).fill_null(False) for flag in policy.flags]
    if "domestic_abuse" in policy.flags:
        named_flags.append(is_domestic(crime_report))
    may_be_victim = [crime_report.flags.contains(flag).fill_null(False) for flag in POSSIBLE_VICTIM_FLAGS]
    facts = crime_report.select(
        "report_id",
        "recorded_on",
        began_on=occurred(crime_report),
        ended_on=ibis.coalesce(crime_report.occurred_to.date(), occurred(crime_report)),
        flagged=ibis.or_(*named_flags),
        may_be_victim=ibis.or_(*may_be_victim),
    )
    return add(facts, fallen(crime_report, policy=policy, as_at=as_at), "report_id")


def _suspect_facts(person: ir.Table) -> ir.Table:
    return person.filter(_.side == "suspect").select("person_id", "sex", birth=_.births[0])


def _weighed(line: ir.Table, policy: Policy) -> ir.Value:
    """Days of the line: once whatever the victims, unless its record counts each victim as a crime (rules 3 and 5)."""
    crimes = line.crimes_on_women if policy.female_victim else line.crimes_on_people
    times = ibis.ifelse(line.unit == "victim", ibis.greatest(crimes.fill_null(1), 1), 1)
    return (line.days * times.cast("decimal(18, 0)")).cast(DAYS)


Rules = list[tuple[ir.BooleanValue, str]]


def _rules(line: ir.Table, policy: Policy, *, opens: date, as_at: date) -> Rules:
    """What keeps a line from counting, each with its reason, in the order of reasons.py."""
    victim_counts = _victim_counts(line, policy)
    in_question = _victim_in_question(line, policy)
    return [
        (~line.accused, reasons.ROLE),
        (line.recorded_on <= opens, reasons.WINDOW),
        (line.standing == "cancelled", reasons.CANCELLED),
        (line.standing == "duplicate", reasons.DUPLICATE),
        (line.standing == "transferred", reasons.TRANSFERRED),
        (line.days.isnull(), reasons.UNWEIGHTED),
        (~_in_categories(line, policy), reasons.CATEGORY),
        (line.generated & (not policy.count_generated), reasons.GENERATED),
        (line.included & (not policy.count_included), reasons.INCLUDED),
        (_too_long_ago(line, policy, as_at), reasons.LONG_AGO),
        (line.sex.notnull() & ~line.sex.isin(policy.sex), reasons.SEX),
        (~victim_counts & in_question, reasons.VICTIM_UNKNOWN),
        (~victim_counts & ~in_question, reasons.VICTIM),
        (~line.pursued, reasons.ELIMINATED),
        (line.is_acquitted.fill_null(False) & (policy.acquitted == "set_aside"), reasons.ACQUITTED),
        ((line.age < policy.min_age).fill_null(False), reasons.CHILD),
        (line.is_left_out.fill_null(False), reasons.DECISION),
    ]


def _first(rules: Rules) -> ir.StringValue:
    return ibis.cases(*rules, else_=reasons.COUNTED)


def _would_count(rules: Rules) -> ir.BooleanValue:
    """Does one of the rules that an annex asks about stand alone in the way of the line?"""

    def passes_but_for(reason: str) -> ir.BooleanValue:
        return _first([rule for rule in rules if rule[1] != reason]) == reasons.COUNTED

    asked = [(applies, passes_but_for(reason)) for applies, reason in rules if reason in reasons.ASKED_ABOUT]
    return ibis.cases(*asked, else_=False)


def _in_categories(line: ir.Table, policy: Policy) -> ir.BooleanValue:
    """The policy's offence categories, or a flag of the report that brings in every line but generated ones."""
    if policy.categories == "all":
        return ibis.literal(True)
    listed = line.vawg_category.notnull() if policy.categories == "vawg" else line.vawg_category.isin(policy.categories)
    return listed.fill_null(False) | (line.flagged & ~line.generated)


def _too_long_ago(line: ir.Table, policy: Policy, as_at: date) -> ir.BooleanValue:
    if policy.occurred_within is None:
        return ibis.literal(False)
    return line.ended_on < as_at - timedelta(days=policy.occurred_within)


def _victim_counts(line: ir.Table, policy: Policy) -> ir.BooleanValue:
    """Rules 36 to 38: a woman or girl; men and boys where the policy says so; nobody identified where the offence
    counts without a victim."""
    if not policy.female_victim:
        return ibis.literal(True)
    nobody = ~line.has_victim.fill_null(False)
    unknown = line.has_unknown.fill_null(False)
    return ibis.or_(
        line.has_female.fill_null(False),
        nobody & (line.victim_sex == "F").fill_null(False),
        (nobody | unknown) & (line.victim_based == "either"),
        line.has_domestic_male.fill_null(False) & policy.male_da,
        line.has_child.fill_null(False) & policy.children_any_sex,
        unknown & (policy.unknown_victim == "count"),
    )


def _victim_in_question(line: ir.Table, policy: Policy) -> ir.BooleanValue:
    """Only her unknown sex keeps the line from counting, and the policy wants that reviewed (rule 36)."""
    return line.has_unknown.fill_null(False) & (policy.unknown_victim == "review")
