"""What is compared of a crime: when, where, how, against whom, and the man as she described him.

Never compared: ethnicity, nationality, religion, accent, appearance beyond age, height and build.
"""

from collections.abc import Collection, Mapping
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.compared import KNOWS_HIM
from v100.engine import add
from v100.linkage.categories import category_of

BUILDS = ("slim", "thin", "medium", "stocky", "heavy", "athletic")


def crimes(
    known: Mapping[str, ir.Table], suspects: ir.Table, offences: ir.Table, detected: Collection[str]
) -> ir.Table:
    """One row for each crime that can be compared: report_id, category, what is compared of it, `solved` (it has one of
    the `suspects`) and `undetected` (it has none, and its outcome is none of `detected`: charged, cautioned or the
    like).

    Cancelled reports are left out, and crimes by somebody she knows well: she can say who it was, and how he hurts her
    is no guide to what he does to strangers. Minutes are counted from 1970 in London time.
    """
    report = known["crime_report"].filter(_.cancelled_on.isnull())
    first = known["offence"].group_by("report_id").agg(ho_code=_.ho_code.argmin(_.line))
    subgroups = first.join(offences.select("ho_code", "subgroup"), "ho_code")
    compared = subgroups.select("report_id", category=category_of(_.subgroup)).filter(_.category.notnull())
    named = suspects.select("report_id").distinct().mutate(named=True)
    crime = report.join(compared, "report_id")
    for part in (_victims(known["victim"]), _described(known["suspect"]), named):
        crime = add(crime, part, "report_id")
    known_man, ended = crime.named.fill_null(False), crime.outcome_type.isin(list(detected)).fill_null(False)
    crime = crime.mutate(
        solved=known_man,
        undetected=~known_man & ~ended,
        begins=_minutes(crime.occurred_from),
        ends=_minutes(ibis.coalesce(crime.occurred_to, crime.occurred_from)),
    )
    return crime.filter(~crime.relationship.isin(KNOWS_HIM).fill_null(False))


def suspects_of(known: Mapping[str, ir.Table], people: Mapping[str, ir.Table], person_event: ir.Table) -> ir.Table:
    """person_id, report_id, born: whose crimes they are taken to be: suspects who were neither eliminated nor acquitted
    of anything in the report (rule 27); `born`: days from 1970 to the date of birth that most reports of him give.

    `people`: person and person_mention; `person_event`: what happened to each person (room harm)."""
    accused = known["suspect"].filter((_.role.fill_null("suspect") == "suspect") & _.eliminated_on.isnull())
    mentions = people["person_mention"].filter(_.side == "suspect").select("mention_id", "person_id")
    acquitted = person_event.filter((_.kind == "acquittal") & _.report_id.notnull())
    named = accused.join(mentions, "mention_id").select("person_id", "report_id").distinct()
    births = people["person"].filter(_.births.length() > 0)
    born = births.select("person_id", born=_days(births.births[0]))
    return add(named.anti_join(acquitted, ["person_id", "report_id"]), born, "person_id")


def _victims(victim: ir.Table) -> ir.Table:
    """Of each report its first victim: age, sex, what the suspect is to her."""
    first = ibis.row_number().over(group_by="report_id", order_by="mention_id") == 0
    return victim.filter(first).select(
        "report_id", victim_age="age_at_offence", victim_sex="sex", relationship="relationship_to_suspect"
    )


def _described(suspect: ir.Table) -> ir.Table:
    """Of each report the first suspect as he was described: age in years, height in cm, build, vehicle. A recorded age
    beside a date of birth was reckoned from it: no witness gave it."""
    first = ibis.row_number().over(group_by="report_id", order_by="mention_id") == 0
    said = suspect.filter(first & suspect.eliminated_on.isnull()).mutate(words=_.description.fill_null("").lower())
    low, high = (said.words.re_extract(r"(\d\d) ?- ?(\d\d)", place).nullif("").try_cast("int64") for place in (1, 2))
    feet, inches = (said.words.re_extract(r"(\d) ?ft ?(\d{0,2})", place).nullif("") for place in (1, 2))
    recorded = ibis.ifelse(said.date_of_birth.isnull(), said.age_at_offence, ibis.null("int64"))
    tall = (feet.try_cast("int64") * 12 + inches.try_cast("int64").fill_null(0)) * 254 // 100
    return said.select(
        "report_id",
        "vehicle",
        suspect_age=ibis.coalesce((low + high) // 2, recorded),
        height=ibis.coalesce(tall, said.words.re_extract(r"(\d{3}) ?cm", 1).nullif("").try_cast("int64")),
        build=said.words.re_extract(rf"({'|'.join(BUILDS)})", 1).nullif(""),
    )


def _days(on: ir.DateColumn) -> ir.IntegerValue:
    return on.delta(date(1970, 1, 1), unit="day")


def _minutes(at: ir.TimestampColumn) -> ir.IntegerColumn:
    return at.epoch_seconds() // 60
