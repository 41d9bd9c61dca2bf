"""What a reader must know about a person or a line, said without changing the sum."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm import reasons
from v100.harm.ages import ADULT, age_on, occurred


def person_flags(
    lines: ir.Table, person: ir.Table, custody: ir.Table, *, mutual: ir.Table, questioned: ir.Table
) -> ir.Table:
    """person_id, flags: of everyone with a line, the words in this fixed order."""
    facts = lines.group_by("person_id").agg(
        sex_unknown=_.sex_unknown.any(),
        age_unknown=(_.age_unknown & _.counted).any(),
        may_be_victim=_.may_be_victim.any(),
        unweighted=(_.why == reasons.UNWEIGHTED).any(),
    )
    facts = add(facts, person.filter(_.side == "suspect").select("person_id", "doubt", "sex_conflict"), "person_id")
    facts = add(facts, custody.select("person_id", inside=True), "person_id")
    facts = add(facts, mutual.select("person_id", is_mutual=True).distinct(), "person_id")
    facts = add(facts, questioned.select("person_id", is_questioned=True).distinct(), "person_id")
    words = [
        _word(facts.may_be_victim, "possible victim: review first"),
        _word(facts.is_mutual, "mutual"),
        _word(facts.is_questioned, "possible duplicate"),
        _word(facts.inside, "in custody"),
        _word(facts.sex_unknown, "sex unknown"),
        _word(facts.sex_conflict, "sex recorded differently"),
        _word(facts.age_unknown, "age unknown"),
        _word(facts.unweighted, "unweighted lines"),
        ibis.ifelse(facts.doubt.fill_null("none") != "none", "identity: " + facts.doubt, ibis.null("string")),
    ]
    return facts.select("person_id", flags=_said(words))


def line_marks(lines: ir.Table, *, mutual: ir.Table, questioned: ir.Table) -> ir.Table:
    """The lines with marks: what is said of each without changing its days."""
    key = ["person_id", "report_id", "line"]
    facts = add(lines, mutual.select(*key, mutual_with="beside"), *key)
    facts = add(facts, questioned.select(*key, duplicate_beside="beside"), *key)
    marks = [
        _word(facts.as_full_offence, "attempt, counted as the full offence"),
        _word(facts.non_recent, "act over a year old"),
        "mutual with " + facts.mutual_with,
        "possible duplicate of " + facts.duplicate_beside,
    ]
    return facts.mutate(marks=_said(marks))


def under_age(known: Mapping[str, ir.Table], people: Mapping[str, ir.Table], *, as_at: date) -> ir.Table:
    """person_id, detail: suspects under 18 at as_at (rule 33).

    By date of birth; where none is known, by the highest age that his reports' ages and dates imply.
    """
    mentions = people["person_mention"].filter(_.side == "suspect").select("person_id", "mention_id")
    reports = known["crime_report"].select("report_id", began_on=occurred(known["crime_report"]))
    aged = (
        known["suspect"]
        .select("mention_id", "report_id", "age_at_offence")
        .join(mentions, "mention_id")
        .join(reports, "report_id")
    )
    today = ibis.literal(as_at)
    implied = aged.group_by("person_id").agg(implied=(aged.age_at_offence + age_on(aged.began_on, today)).max())
    suspects = people["person"].filter(_.side == "suspect").select("person_id", birth=_.births[0])
    ages = add(suspects, implied, "person_id")
    ages = ages.mutate(age=ibis.coalesce(age_on(ages.birth, today), ages.implied))
    return ages.filter(_.age < ADULT).select("person_id", detail="aged " + _.age.cast("string"))


def _word(condition: ir.BooleanValue, word: str) -> ir.StringValue:
    return ibis.ifelse(condition.fill_null(False), word, ibis.null("string"))


def _said(words: list[ir.StringValue]) -> ir.ArrayValue:
    return ibis.array(words).filter(lambda word: word.notnull())
