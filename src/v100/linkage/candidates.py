"""Which crimes are compared at all: those near each other, so that work grows with crimes and not with their pairs."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.linkage.categories import cell_of

ASIDE = (-1, 0, 1)


def candidates(his: ir.Table, sought: ir.Table, features: ir.Table) -> ir.Table:
    """person_id, report_id: crimes of `sought` (report_id) in the square of one of his crimes of its category, or in
    one beside it. `his`: person_id, report_id."""
    placed = squares(features)
    own = his.join(placed, "report_id").select("person_id", "category", "east", "north").distinct()
    near = placed.semi_join(sought, "report_id").join(with_beside(own).distinct(), ["category", "east", "north"])
    return near.select("person_id", "report_id").anti_join(his, ["person_id", "report_id"])


def solved_near(found: ir.Table, solved: ir.Table, features: ir.Table) -> ir.Table:
    """report_id, near: of each crime of `found`, how many of `solved` (both report_id) lie in its square or in one
    beside it."""
    placed = squares(features)
    counts = placed.semi_join(solved, "report_id").group_by("category", "east", "north").agg(crimes=_.count())
    around = with_beside(placed.semi_join(found, "report_id")).join(counts, ["category", "east", "north"])
    return around.group_by("report_id").agg(near=_.crimes.sum())


def neighbours(features: ir.Table, *, nearer: int = 1) -> ir.Table:
    """one, other (report_id, the smaller first): crimes of a category in one square or in two beside each other; the
    squares are so many times smaller than the category's."""
    placed = squares(features, nearer=nearer)
    near = placed.join(with_beside(placed.rename(other="report_id")), ["category", "east", "north"])
    return near.filter(near.report_id < near.other).select(one="report_id", other="other")


def squares(features: ir.Table, *, nearer: int = 1) -> ir.Table:
    """report_id, category, east, north: the square of each crime whose place is known."""
    placed = features.filter(features.easting.notnull() & features.northing.notnull())
    side = cell_of(placed.category) // nearer
    return placed.select("report_id", "category", east=placed.easting // side, north=placed.northing // side)


def with_beside(squared: ir.Table) -> ir.Table:
    """Every row with its own square and with the eight beside it."""
    return ibis.union(
        *(squared.mutate(east=squared.east + east, north=squared.north + north) for east in ASIDE for north in ASIDE)
    )
