"""Which crimes are compared at all: those near each other, so that work grows with crimes and not with their pairs."""

import ibis
import ibis.expr.types as ir

from v100.linkage.categories import cell_of

ASIDE = (-1, 0, 1)


def candidates(his: ir.Table, sought: ir.Table, features: ir.Table) -> ir.Table:
    """man, crime: crimes of `sought` (crime) in the square of one of his crimes of its category, or in one beside it.
    `his`: man, crime."""
    placed = squares(features)
    return beside_his(his, placed, placed.semi_join(sought, "crime"))


def beside_his(his: ir.Table, placed: ir.Table, sought: ir.Table) -> ir.Table:
    """The same, where the squares of all crimes (`placed`) and of those that are sought are known."""
    own = his.join(placed, "crime").select("man", "category_no", "east", "north").distinct()
    near = sought.join(with_beside(own).distinct(), ["category_no", "east", "north"])
    return near.select("man", "crime").anti_join(his, ["man", "crime"])


def beside_his_own(his: ir.Table, features: ir.Table) -> ir.Table:
    """man, crime: those of his crimes that lie in the square of another of his of its category, or beside it."""
    own = his.join(squares(features), "crime").select("man", "crime", "category_no", "east", "north")
    near = own.join(with_beside(own.rename(other="crime")), ["man", "category_no", "east", "north"])
    return near.filter(near.crime != near.other).select("man", "crime").distinct()


def neighbours(features: ir.Table, *, nearer: int = 1) -> ir.Table:
    """one, other (report_id, the smaller first): crimes of a category in one square or in two beside each other; the
    squares are so many times smaller than the category's."""
    placed = squares(features, nearer=nearer)
    near = placed.join(with_beside(placed.rename(other="report_id").drop("crime")), ["category_no", "east", "north"])
    return near.filter(near.report_id < near.other).select(one="report_id", other="other")


def squares(features: ir.Table, *, nearer: int = 1) -> ir.Table:
    """report_id, crime, category_no, east, north: the square of each crime of which is known where."""
    placed = features.filter(features.easting.notnull() & features.northing.notnull())
    side = cell_of(placed.category) // nearer
    return placed.select(
        "report_id", "crime", "category_no", east=placed.easting // side, north=placed.northing // side
    )


def with_beside(squared: ir.Table) -> ir.Table:
    """Every row with its own square and with the eight beside it."""
    return ibis.union(
        *(squared.mutate(east=squared.east + east, north=squared.north + north) for east in ASIDE for north in ASIDE)
    )
