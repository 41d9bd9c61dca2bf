"""What a man as a whole says of a crime that may be his, beside its likeness to each of his: how near his crimes of
other kinds lie, whether he is as old as the witness said, that nothing far from his is looked at, and what likenesses
that come together are worth.

Men who hurt, rob and steal do so about the same places, whatever the crime (Tonkin and others 2011): where he is known
for something else says where he may be met. An age is no habit that is kept or broken: it is compared once, with his
own.
"""

import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.linkage.comparisons import DAY, HIS_AGE, OF_HIM, OTHER_CRIMES, TOGETHER
from v100.linkage.levels import band
from v100.linkage.model import Model
from v100.linkage.weighing import TENTHS, log10_part

DAYS_OF_FOUR_YEARS = 1461


def with_parts_of_him(told: ir.Table, his: ir.Table, men: ir.Table, features: ir.Table, model: Model) -> ir.Table:
    """`told` (man, crime, strength, maybe log10_bf) with the parts of OF_HIM (in ten-thousandths), which are added to
    the strength and to log10_bf. `his`: man, crime, of every category; `men`: man, born (days from 1970)."""
    known = levels_of_him(told, his, men, features).mutate(looked_at=0, together=0)
    parts = {each.name: log10_part(known.category_no, known[each.name], each.name, model) for each in OF_HIM}
    parts[TOGETHER.name] = (parts[TOGETHER.name] * known.strength / TENTHS).round().cast("int64")
    worth = known.select(*told.columns, **parts)
    more = sum(worth[name].fill_null(0) for name in parts)
    sums = {name: worth[name] + more for name in ("strength", "log10_bf") if name in told.columns}
    return worth.mutate(**sums)


def levels_of_him(told: ir.Table, his: ir.Table, men: ir.Table, features: ir.Table) -> ir.Table:
    """`told` (man, crime, ...) with category_no, other_crimes and his_age: the levels, unknown where nothing is known
    to compare."""
    said = told.join(features.select("crime", "category_no", "middle", "suspect_age"), "crime")
    known = engine.add(engine.add(said, men, "man"), _nearest(told, his, features), "man", "crime")
    return known.select(*told.columns, "category_no", "other_crimes", his_age=band(_years_apart(known), HIS_AGE))


def _nearest(pairs: ir.Table, his: ir.Table, features: ir.Table) -> ir.Table:
    """man, crime, other_crimes: the level of the nearest of his crimes of another category; no row where none is known.
    `pairs`: man, crime."""
    placed = features.filter(features.easting.notnull() & features.northing.notnull())
    placed = placed.select("crime", "category_no", "easting", "northing")
    own = his.join(placed, "crime").drop("crime")
    both = pairs.select("man", "crime").join(placed, "crime").join(own, "man", rname="own_{name}")
    both = both.filter(both.category_no != both.own_category_no)
    east, north = both.easting - both.own_easting, both.northing - both.own_northing
    least = both.mutate(apart=east * east + north * north).group_by("man", "crime").agg(apart=_.apart.min())
    return least.select("man", "crime", other_crimes=band(least.apart, OTHER_CRIMES))


def _years_apart(known: ir.Table) -> ir.IntegerValue:
    """Between his age on the day and the one that was given, in whole years."""
    years = (known.middle // DAY - known.born) * 4 // DAYS_OF_FOUR_YEARS
    return (years - known.suspect_age).abs()
