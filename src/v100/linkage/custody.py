"""Where he was inside while a crime was done: it was not he."""

from datetime import date

import ibis.expr.types as ir
from ibis import _

from v100.linkage.comparisons import DAY

ISO = "%Y-%m-%d"


def inside(links: ir.Table, spells: ir.Table, crimes: ir.Table) -> ir.Table:
    """person_id, report_id, alibi (since when to when): links whose whole span lies within one of his spells of custody
    and begins after its first day: dates carry no hours. A spell whose end is not known covers nothing after it began.

    `spells`: person_id, begins, ends. `crimes`: report_id, begins, ends in minutes of London time.
    """
    epoch = date(1970, 1, 1)
    dated = spells.filter(_.ends.notnull()).select(
        "person_id",
        since="begins",
        until="ends",
        opens=_.begins.delta(epoch, unit="day"),
        closes=_.ends.delta(epoch, unit="day"),
    )
    when = crimes.select("report_id", first_day=_.begins // DAY, last_day=_.ends // DAY)
    both = links.select("person_id", "report_id").join(when, "report_id").join(dated, "person_id")
    within = both.filter((_.first_day > _.opens) & (_.last_day < _.closes))
    # Not a cast: a date to which days were added is a time to DuckDB, and would be written with its midnight.
    words = "in custody from " + within.since.strftime(ISO) + " to " + within.until.strftime(ISO)
    return within.mutate(alibi=words).group_by("person_id", "report_id").agg(alibi=_.alibi.min())
