"""The category of crimes in a table, and how near each other they must lie to be looked at."""

import ibis
import ibis.expr.types as ir

from v100.compared import categories


def category_of(subgroup: ir.StringColumn) -> ir.StringColumn:
    """The category of a subgroup of offences; unknown where its crimes are not compared."""
    branches = [(subgroup.isin(category.subgroups), name) for name, category in categories().items()]
    return ibis.cases(*branches, else_=ibis.null("string"))


def near_of(category: ir.StringColumn) -> ir.IntegerColumn:
    """Metres within which crimes of a category are looked at."""
    return category.cases(*((name, stated.near) for name, stated in categories().items()))
