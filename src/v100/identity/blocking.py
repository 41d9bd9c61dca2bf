"""Which mentions are compared at all: the union of a few rules, each an equality of standard columns."""

import ibis.expr.types as ir

RULES: tuple[tuple[str, ...], ...] = (
    ("pnc_key",),
    ("cro_key",),
    ("phone_key",),
    ("email_key",),
    ("birth_parts", "given_root"),
    ("birth_parts", "family_start"),
    ("birth_parts", "postcode_key"),
    ("postcode_key", "given_start"),
    ("family", "given_start", "birth_year"),
    ("given_root", "family_start", "birth_day"),
)
"""Each rule alone leaves few enough pairs at a million mentions: docs/method says how many were measured."""

NAME_KEYS = "name_keys"
"""One more rule: a name or alias of one is a name or alias of the other, in either order, nicknames opened out."""


def candidates(standard: ir.Table) -> ir.Table:
    """Pairs (mention_a < mention_b) that share the columns of a rule; a column not known is shared with nobody."""
    pairs = _sharing(standard.select("mention_id", NAME_KEYS).unnest(NAME_KEYS), (NAME_KEYS,))
    for rule in RULES:
        pairs = pairs.union(_sharing(standard, rule))
    return pairs.distinct()


def _sharing(standard: ir.Table, columns: tuple[str, ...]) -> ir.Table:
    one = standard.select("mention_id", *columns)
    other = one.rename({f"{column}_b": column for column in one.columns})
    joined = one.join(
        other,
        [one.mention_id < other.mention_id_b, *(one[column] == other[f"{column}_b"] for column in columns)],
    )
    return joined.select(mention_a="mention_id", mention_b="mention_id_b")
