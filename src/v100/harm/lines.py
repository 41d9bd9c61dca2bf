"""One row per person and offence line: what it weighs, whether it counts, and why or why not."""

from collections.abc import Mapping
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm import reasons
from v100.harm.ages import age_on
from v100.harm.events import acquitted_lines, concerns
from v100.policy import Policy
from v100.tables import DAYS

NON_RECENT_DAYS = 365


def harm_lines(
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    offences: ir.Table,
    *,
    reports: ir.Table,
    events: ir.Table,
    victims: ir.Table,
    left_out: ir.Table,
    policy: Policy,
    as_at: date,
) -> ir.Table:
    """Per person_id, report_id, line: ho_code, days, counted, why, and what the later steps read.

    Lines of reports recorded in the window, and earlier ones whose suspect was named within it (rule 16).
    `reports` are the judged_reports, `victims` the victim_facts of each line, `left_out` the report lines that a
    decision leaves out.
    """
    opens = as_at - timedelta(days=policy.window_days)
    acquitted = acquitted_lines(events, known["offence"], as_at=as_at)
    facts = _accused_lines(known, people["person_mention"], reports, opens=opens, as_at=as_at)
    facts = facts.join(reports, "report_id")
    facts = add(facts, _offence_facts(offences), "ho_code")
    facts = add(facts, victims.mutate(has_victim=True), "report_id", "line")
    facts = add(facts, _suspect_facts(people["person"]), "person_id")
    facts = add(facts, acquitted.mutate(is_acquitted=True), "person_id", "report_id", "line")
    facts = add(facts, left_out.mutate(is_left_out=True), "report_id", "line")
    facts = facts.mutate(
        age=ibis.coalesce(age_on(_.birth, _.began_on), _.age_at_offence),
        days=_weighed(facts, policy),
    )
    rules = _rules(facts, policy, opens=opens, as_at=as_at)
    return facts.mutate(why=ibis.cases(*rules, else_=reasons.COUNTED)).select(
        "person_id",
        "report_id",
        "line",
        "ho_code",
        "days",
        "why",
        "recorded_on",
        "may_be_victim",
        would_count=ibis.ifelse(_.why.isin(reasons.ASKED_ABOUT), _alone(rules), False),
        is_vawg=_.vawg_category.notnull() | _.flagged,
        counted=_.why == reasons.COUNTED,
        as_full_offence=_.attempt & ~_.names_attempt.fill_null(False),
        non_recent=_.ended_on < as_at - timedelta(days=NON_RECENT_DAYS),
        sex_unknown=_.sex.isnull(),
        age_unknown=_.age.isnull(),
    )


def _accused_lines(
    known: Mapping[str, ir.Table], person_mention: ir.Table, reports: ir.Table, *, opens: date, as_at: date
) -> ir.Table:
    """Suspects joined to the lines that they are named on; a man named twice on a line is one row (rules 4 and 29).

    Of reports recorded in the window, or of mentions named in it (rule 16).
    """
    suspects = person_mention.filter(_.side == "suspect").select("person_id", "mention_id")
    mentions = known["suspect"].select(
        "mention_id", "report_id", "role", "lines", "age_at_offence", "named_on", "eliminated_on"
    )
    in_window = (_.recorded_on > opens) | ((_.named_on > opens) & (_.named_on <= as_at))
    mentions = mentions.join(reports.select("report_id", "recorded_on"), "report_id").filter(in_window)
    named = mentions.join(suspects, "mention_id").join(known["offence"], "report_id").filter(concerns(_.lines, _.line))
    accuses = _.role.fill_null("suspect") == "suspect"
    return named.group_by("person_id", "report_id", "line").agg(
        ho_code=_.ho_code.min(),
        included=(_.role_right == "included").fill_null(False).any(),
        attempt=_.attempt.fill_null(False).any(),
        accused=accuses.any(),
        pursued=(accuses & _.eliminated_on.isnull()).any(),
        age_at_offence=_.age_at_offence.min(),
    )


def _offence_facts(offences: ir.Table) -> ir.Table:
    return offences.select(
        "ho_code",
        "days",
        "unit",
        "vawg_category",
        "victim_sex",
        "victim_based",
        "generated",
        names_attempt=_.title.lower().startswith("attempt"),
    )


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


def _alone(rules: Rules) -> ir.BooleanValue:
    """Does one rule alone stand in the way of the line?"""
    return sum(ibis.ifelse(applies, 1, 0) for applies, _ in rules) == 1


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
