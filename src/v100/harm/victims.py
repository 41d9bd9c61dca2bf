"""Who the victims of each offence line are, as far as the count needs it: by reference, sex and relationship."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm.ages import ADULT, age_on
from v100.harm.events import concerns

DOMESTIC = ("partner", "ex_partner", "family")


def line_victims(
    known: Mapping[str, ir.Table], people: Mapping[str, ir.Table], offences: ir.Table, *, reports: ir.Table
) -> ir.Table:
    """One row per offence line and victim mention: report_id, line, mention_id, person_id, who, sex, effective_sex,
    relationship, child, domestic, per_victim. Of the `reports`, which are report_facts.

    `sex` is hers as known; `effective_sex` is settled by the offence where hers is not known (rule 36). `who` tells
    women apart: her reference, or one of this mention alone (U...) where she could not be told apart. Under 18 at the
    offence is a child.
    """
    victims = known["victim"].select(
        "mention_id",
        "report_id",
        "lines",
        "date_of_birth",
        "age_at_offence",
        "relationship_to_suspect",
        mention_sex="sex",
    )
    lines = known["offence"].select("report_id", "line", "ho_code")
    hers = people["person_mention"].filter(_.side == "victim").select("mention_id", "person_id")
    sexes = people["person"].filter(_.side == "victim").select("person_id", person_sex="sex")
    rows = victims.join(reports, "report_id").join(lines, "report_id").filter(concerns(_.lines, _.line))
    rows = add(add(rows, hers, "mention_id"), sexes, "person_id")
    rows = add(rows, offences.select("ho_code", "victim_sex"), "ho_code")
    rows = rows.mutate(sex=ibis.coalesce(_.person_sex, _.mention_sex))
    age = ibis.coalesce(age_on(_.date_of_birth, _.began_on), _.age_at_offence)
    return rows.select(
        "report_id",
        "line",
        "mention_id",
        "person_id",
        "sex",
        "per_victim",
        who=ibis.coalesce(_.person_id, "U" + _.mention_id.hexdigest("sha256").substr(0, 15)),
        effective_sex=ibis.coalesce(_.sex, _.victim_sex),
        relationship=_.relationship_to_suspect,
        child=(age < ADULT).fill_null(False),
        domestic=_.domestic | _.relationship_to_suspect.isin(DOMESTIC).fill_null(False),
    )


def victim_facts(victims: ir.Table) -> ir.Table:
    """Per report_id, line: which kinds of people are among the victims; and, where its record counts each victim as a
    crime, how many distinct women and people there are (unknown elsewhere)."""
    kinds = victims.group_by("report_id", "line").agg(
        has_female=(_.effective_sex == "F").fill_null(False).any(),
        has_unknown=_.effective_sex.isnull().any(),
        has_child=_.child.any(),
        has_domestic_male=((_.effective_sex == "M").fill_null(False) & _.domestic).any(),
    )
    crimes = (
        victims.filter(_.per_victim)
        .group_by("report_id", "line")
        .agg(
            crimes_on_women=_.who.nunique(where=(_.effective_sex == "F").fill_null(False)),
            crimes_on_people=_.who.nunique(),
        )
    )
    return add(kinds, crimes, "report_id", "line")
