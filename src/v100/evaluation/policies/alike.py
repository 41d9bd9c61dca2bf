"""How alike the lists are: from month to month, from rule to rule, and the men whom one rule alone lists."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add


def turnover(listed: ir.Table, months: ir.Table) -> ir.Table:
    """rule, came: of the men listed in a month, the mean share who were not in the month before. `listed`: rule, as_at,
    person_id; `months`: as_at, before."""
    had = listed.select("rule", "person_id", before="as_at").mutate(was=True)
    both = add(listed.join(months, "as_at"), had, "rule", "person_id", "before")
    by_month = both.group_by("rule", "as_at").agg(came=_.was.isnull().mean())
    return by_month.group_by("rule").agg(came=_.came.mean())


def shared(listed: ir.Table) -> ir.Table:
    """rule, other, men: how many men two rules list at once, on average over the months."""
    other = listed.select("as_at", "person_id", other="rule")
    by_month = listed.join(other, ["as_at", "person_id"]).group_by("rule", "other", "as_at").agg(men=_.count())
    months = listed.as_at.nunique().as_scalar()
    return by_month.group_by("rule", "other").agg(men=_.men.sum() / months)


def alone(listed: ir.Table, harm: ir.Table, horizon: int) -> ir.Table:
    """rule, alone (men whom no other rule lists, on average over the months), harm_alone and harm_others (mean harm
    days within the horizon of such a man, and of one whom another rule lists too).

    `harm`: followed; months whose horizon has not passed whole have no harm and are left out of its means.
    """
    rules = listed.group_by("as_at", "person_id").agg(rules=_.rule.nunique())
    his = harm.filter(_.horizon == horizon).select("as_at", "person_id", "harm")
    passed = harm.filter(_.horizon == horizon).select("as_at").distinct().mutate(passed=True)
    each = add(add(listed.join(rules, ["as_at", "person_id"]), his, "as_at", "person_id"), passed, "as_at")
    each = each.mutate(harm=ibis.ifelse(_.passed, _.harm.fill_null(0), ibis.null(_.harm.type())).cast("float64"))
    months = listed.as_at.nunique().as_scalar()
    return each.group_by("rule").agg(
        alone=(_.rules == 1).sum() / months,
        harm_alone=_.harm.mean(where=_.rules == 1),
        harm_others=_.harm.mean(where=_.rules > 1),
    )
