"""What a man's crimes as a whole say of one that may be his: how near those of other kinds lie, and that nothing far
from his is looked at.

Men who hurt, rob and steal do so about the same places, whatever the crime (Tonkin and others 2011): where he is known
for something else says where he may be met.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.linkage.comparisons import LOOKED_AT, OF_HIM, OTHER_CRIMES
from v100.linkage.levels import band
from v100.linkage.model import Model
from v100.linkage.weighing import TENTHS, log10_part, looked_up


def with_nearness(told: ir.Table, his: ir.Table, features: ir.Table, model: Model) -> ir.Table:
    """`told` (man, crime, strength, maybe log10_bf) with the two parts more (in ten-thousandths), which are added to
    the strength and to log10_bf. `his`: man, crime, of every category."""
    kinds = told.join(features.select("crime", "category_no"), "crime")
    known = engine.add(kinds, nearest(told, his, features), "man", "crime").mutate(looked_at=0)
    parts = {each.name: log10_part(known.category_no, known[each.name], each.name, model) for each in OF_HIM}
    worth = known.select(*told.columns, **parts)
    more = worth.other_crimes.fill_null(0) + worth.looked_at
    sums = {name: worth[name] + more for name in ("strength", "log10_bf") if name in told.columns}
    return worth.mutate(**sums)


def nearest(pairs: ir.Table, his: ir.Table, features: ir.Table) -> ir.Table:
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


def most(category_no: ir.IntegerValue, model: Model) -> ir.IntegerValue:
    """The most that these parts can come to in a category, in ten-thousandths; where no other crime of his is known,
    that part is nothing."""
    found = [
        round(TENTHS * max(0.0, *worth.parts[OTHER_CRIMES.name])) + round(TENTHS * worth.parts[LOOKED_AT.name][0])
        for worth in model.categories.values()
    ]
    return looked_up(category_no, ibis.literal(0), found, model)
