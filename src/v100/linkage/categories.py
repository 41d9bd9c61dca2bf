"""The category of crimes in a table, and the side of its squares."""

import ibis
import ibis.expr.types as ir

from v100.compared import categories


def category_of(subgroup: ir.StringColumn) -> ir.StringColumn:
    """The category of a subgroup of offences; unknown where its crimes are not compared."""
    branches = [(subgroup.isin(category.subgroups), name) for name, category in categories().items()]
    return ibis.cases(*branches, else_=ibis.null("string"))


def cell_of(category: ir.StringColumn) -> ir.IntegerColumn:
    """The side in metres of a category's squares."""
    return category.cases(*((name, stated.cell) for name, stated in categories().items()))
