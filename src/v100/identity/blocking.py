"""Which mentions are compared at all: the union of a few rules, each an equality of standard columns."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.identity.comparisons import YEARS_NEAR

RULES: tuple[tuple[str, ...], ...] = (
    ("pnc_key",),
    ("cro_key",),
    ("phone_key",),
    ("email_key",),
    ("birth_parts", "given_root"),
    ("birth_parts", "family_start"),
    ("birth_parts", "postcode_key"),
    ("postcode_key", "given_initial"),
    ("address_key", "given_initial"),
    ("family", "given_start", "birth_year"),
    ("given_root", "family_start", "birth_day"),
)
"""Each rule alone leaves few enough pairs at millions of mentions (docs/decisions/0022-fewer-pairs.md)."""

NAME_KEYS = "name_keys"
"""One more rule: a name or alias of one is a name or alias of the other, in either order, nicknames opened out, and
their births are not plainly apart: these say more against one person than such a name says for him."""

MOST_BEARERS = 100
"""A name of more mentions brings nobody together by itself: it says too little, whatever the size of the store, and its
pairs would grow with the square of it. True pairs grow as mentions do, so what a name is worth and what it must make
up for (the prior) fall alike: with an age and a district that fit, a name of 4 bearers reaches the bar, one of 250 is
not even shown."""


def candidates(standard: ir.Table, common: ir.Table, touched: ir.Table | None = None) -> ir.Table:
    """Pairs (mention_a < mention_b) that share the columns of a rule; a column not known is shared with nobody.

    `common`: the names that bring nobody together (common_names). Given `touched` (mention_id), only the pairs with one
    of these.
    """
    if touched is None:
        return _by_any_rule(standard, standard, common, each_pair_once=True)
    ones, others = standard.semi_join(touched, "mention_id"), standard.anti_join(touched, "mention_id")
    across = _by_any_rule(ones, others, common, each_pair_once=False)
    ordered = across.select(
        mention_a=ibis.least(across.mention_a, across.mention_b),
        mention_b=ibis.greatest(across.mention_a, across.mention_b),
    )
    return _by_any_rule(ones, ones, common, each_pair_once=True).union(ordered)


def candidates_between(ones: ir.Table, others: ir.Table) -> ir.Table:
    """Pairs (mention_a of `ones`, mention_b of `others`) that share the columns of a rule."""
    return _by_any_rule(ones, others, common_names(others), each_pair_once=False)


def common_names(standard: ir.Table) -> ir.Table:
    """NAME_KEYS of more than MOST_BEARERS mentions."""
    return _names(standard).group_by(NAME_KEYS).having(_.count() > MOST_BEARERS).agg(bearers=_.count()).drop("bearers")


def with_names(standard: ir.Table, names: ir.Table) -> ir.Table:
    """mention_id of those who bear one of the names (NAME_KEYS)."""
    return _names(standard).semi_join(names, NAME_KEYS).select("mention_id")


def _by_any_rule(ones: ir.Table, others: ir.Table, common: ir.Table, *, each_pair_once: bool) -> ir.Table:
    by_name = _sharing_a_name(ones, others, common, each_pair_once)
    return ibis.union(by_name, *(sharing(ones, others, rule, each_pair_once) for rule in RULES), distinct=True)


def _names(standard: ir.Table, *columns: str) -> ir.Table:
    return standard.select("mention_id", NAME_KEYS, *columns).unnest(NAME_KEYS)


def _sharing_a_name(ones: ir.Table, others: ir.Table, common: ir.Table, each_pair_once: bool) -> ir.Table:
    births = ("born_about", "birth_day")
    one = _names(ones, *births)
    other = _names(others, *births).anti_join(common, NAME_KEYS).rename("{name}_b")
    years_apart = (one.born_about - other.born_about_b).abs() > YEARS_NEAR
    other_day = (one.birth_day != other.birth_day_b).fill_null(True)
    apart = (years_apart & other_day).fill_null(False)
    return _pairs(one, other, [one[NAME_KEYS] == other[f"{NAME_KEYS}_b"], ~apart], each_pair_once)


def sharing(ones: ir.Table, others: ir.Table, columns: tuple[str, ...], each_pair_once: bool) -> ir.Table:
    """Pairs (mention_a of `ones`, mention_b of `others`) alike in the columns; `each_pair_once`: a before b."""
    one, other = ones.select("mention_id", *columns), others.select("mention_id", *columns).rename("{name}_b")
    return _pairs(one, other, [one[column] == other[f"{column}_b"] for column in columns], each_pair_once)


def _pairs(one: ir.Table, other: ir.Table, alike: list[ir.BooleanValue], each_pair_once: bool) -> ir.Table:
    once = [one.mention_id < other.mention_id_b] if each_pair_once else []
    return one.join(other, [*once, *alike]).select(mention_a="mention_id", mention_b="mention_id_b")
