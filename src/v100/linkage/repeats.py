"""One crime that was recorded twice is no second crime: nothing is learnt from it, and it makes no lead stronger.

Of an undetected crime no second record names the man, or it would not be undetected: to count such pairs would say
that leads are right more often than they are.
"""

import ibis.expr.types as ir

METRES, MINUTES = 100, 12 * 60
"""Two of a man's crimes of a category that lie no farther apart are taken for one."""


def without_repeats(suspects: ir.Table, crimes: ir.Table) -> ir.Table:
    """`suspects` (person_id, report_id) without crimes that were recorded again: the first report of each stays."""
    where_when = crimes.select("report_id", "category", "easting", "northing", "begins")
    his = suspects.join(where_when, "report_id")
    both = his.join(his.view(), ["person_id", "category"], rname="first_{name}")
    east, north = both.easting - both.first_easting, both.northing - both.first_northing
    again = both.filter(
        both.report_id > both.first_report_id,
        east * east + north * north <= METRES**2,
        (both.begins - both.first_begins).abs() <= MINUTES,
    )
    return suspects.anti_join(again.select("person_id", "report_id").distinct(), ["person_id", "report_id"])
