"""The men of a run whom the measures count: what is reported of each, and whether he is ranked and listed."""

import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.tables import DAYS


def men_of(counted: ir.Table, ranking: ir.Table, set_aside: ir.Table, *, list_size: int) -> ir.Table:
    """person_id, days, ranked_days, ranked, listed, enough: everyone with a counted line.

    days: the sum of his counted lines; ranked_days: what the ranking says, empty where he is not ranked; enough: a rule
    or a decision set him aside, and his days would have listed him.
    """
    sums = counted.group_by("person_id").agg(days=_.days.sum().cast(DAYS))
    places = ranking.select("person_id", "rank", ranked_days="harm_days")
    aside = set_aside.filter(_.rank_otherwise <= list_size).select("person_id", "rank_otherwise")
    rows = add(add(sums, places, "person_id"), aside, "person_id")
    return rows.select(
        "person_id",
        "days",
        "ranked_days",
        ranked=rows["rank"].notnull(),
        listed=(rows["rank"] <= list_size).fill_null(False),
        enough=rows.rank_otherwise.notnull(),
    )
