"""Which crimes are compared at all: those near each other, so that work grows with crimes and not with their pairs.

What is near is found by squares, two of which are as wide as a category's `near` (data/linkage/categories.toml): all
that lie at most two squares away, but for the four corners: twenty-one squares that are nearly a circle.
"""

import ibis
import ibis.expr.types as ir

from v100.linkage.categories import near_of

STEPS = 2
WIDTH = 2 * STEPS + 1
AROUND = [
    (east + STEPS) * WIDTH + north + STEPS
    for east in range(-STEPS, STEPS + 1)
    for north in range(-STEPS, STEPS + 1)
    if abs(east) + abs(north) < 2 * STEPS
]
"""The squares about one, each by one number."""


def candidates(his: ir.Table, sought: ir.Table, features: ir.Table) -> ir.Table:
    """man, crime: crimes of `sought` (crime) near one of his crimes of its category. `his`: man, crime."""
    placed = squares(features)
    return near_his(his, placed, placed.semi_join(sought, "crime"))


def near_his(his: ir.Table, placed: ir.Table, sought: ir.Table) -> ir.Table:
    """The same, where the squares of all crimes (`placed`) and of those that are sought are known."""
    own = his.join(placed, "crime").select("man", "category_no", "east", "north").distinct()
    near = sought.join(with_around(own).distinct(), ["category_no", "east", "north"])
    return near.select("man", "crime").anti_join(his, ["man", "crime"])


def near_his_own(his: ir.Table, features: ir.Table) -> ir.Table:
    """man, crime: those of his crimes that lie near another of his of its category."""
    own = his.join(squares(features), "crime").select("man", "crime", "category_no", "east", "north")
    near = own.join(with_around(own.rename(other="crime")), ["man", "category_no", "east", "north"])
    return near.filter(near.crime != near.other).select("man", "crime").distinct()


def neighbours(features: ir.Table, *, nearer: int = 1) -> ir.Table:
    """one, other (report_id, the smaller first): crimes of a category that are so many times nearer each other than it
    takes to be looked at for a man."""
    placed = squares(features, nearer=nearer)
    near = placed.join(with_around(placed.rename(other="report_id").drop("crime")), ["category_no", "east", "north"])
    return near.filter(near.report_id < near.other).select(one="report_id", other="other")


def squares(features: ir.Table, *, nearer: int = 1) -> ir.Table:
    """report_id, crime, category_no, east, north: the square of each crime of which is known where."""
    placed = features.filter(features.easting.notnull() & features.northing.notnull())
    side = near_of(placed.category) // (STEPS * nearer)
    return placed.select(
        "report_id", "crime", "category_no", east=placed.easting // side, north=placed.northing // side
    )


def with_around(squared: ir.Table) -> ir.Table:
    """Every row with its own square and with each about it."""
    steps = squared.mutate(step=ibis.array(AROUND).unnest())
    around = steps.mutate(east=steps.east + steps.step // WIDTH - STEPS, north=steps.north + steps.step % WIDTH - STEPS)
    return around.drop("step")
