"""Which rows of a file are compared at all: the union of as many rules as the work allows, the most telling first."""

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.identity.blocking import NAME_KEYS, sharing
from v100.identity.linking.column_map import ColumnMap
from v100.identity.linking.reading import other_column

PAIRS = 1_000_000
PAIRS_PER_ROW = 10
"""So many pairs are compared at most: of a thousand rows each with each, of a million each with some."""

RULES: tuple[tuple[str, ...], ...] = (
    ("pnc_key",),
    ("cro_key",),
    ("phone_key",),
    ("email_key",),
    ("birth_parts", "given_root"),
    ("birth_parts", "family_start"),
    ("birth_parts", "postcode_key"),
    ("address_key", "given_initial"),
    ("postcode_key", "given_initial"),
    (NAME_KEYS,),
    ("family", "given_initial", "birth_year"),
    ("given_root", "family_start", "birth_day"),
    ("given_root", "family_start", "birth_year"),
    ("birth_parts",),
    ("birth_text", "town_key"),
    ("address_key",),
    ("email_user",),
    ("postcode_key", "family_start"),
    ("town_key", "given_root", "family_start"),
    ("family", "given_initial"),
    ("given_root", "family_start"),
    ("postcode_key",),
    ("birth_day", "family_start"),
    ("birth_day", "given_root"),
    ("birth_year", "family"),
    ("birth_year", "given_root"),
    ("town_key", "family"),
    ("town_key", "given_root"),
    ("family",),
    ("given_root",),
)


def candidates(backend: Backend, name: str, standard: ir.Table, column_map: ColumnMap) -> tuple[ir.Table, list[str]]:
    """Pairs (mention_a < mention_b) that share the columns of a rule, kept under `name`, and the rules taken.

    A rule is passed over where its pairs would bring the work beyond the limit; a column not known is shared with
    nobody. Other columns are rules too: an identifier alone, the rest together with a name or a birth.
    """
    rows = int(standard.count().execute())
    left = max(PAIRS, PAIRS_PER_ROW * rows)
    taken = []
    for rule in (*_identifiers(column_map), *RULES, *_with_others(column_map)):
        pairs = _pairs(standard, rule)
        if 0 < pairs <= left:
            left -= pairs
            taken.append(rule)
    found = [_sharing(standard, rule) for rule in taken] or [_none(standard)]
    pairs = ibis.union(*found, distinct=True) if len(found) > 1 else found[0].distinct()
    return keep(backend, name, pairs), [" + ".join(rule) for rule in taken]


def _identifiers(column_map: ColumnMap) -> list[tuple[str, ...]]:
    return [(other_column(number),) for number, kind in enumerate(column_map.other.values()) if kind == "identifier"]


def _with_others(column_map: ColumnMap) -> list[tuple[str, ...]]:
    others = [other_column(number) for number, kind in enumerate(column_map.other.values()) if kind != "identifier"]
    narrowed = [(other, known) for other in others for known in ("birth_parts", "family", "given_root", "postcode_key")]
    return [*narrowed, *((other,) for other in others)]


def _keys(standard: ir.Table, rule: tuple[str, ...]) -> ir.Table:
    keys = standard.select("mention_id", *rule)
    return keys.unnest(NAME_KEYS) if NAME_KEYS in rule else keys.drop_null(list(rule))


def _pairs(standard: ir.Table, rule: tuple[str, ...]) -> int:
    keys = _keys(standard, rule)
    sizes = keys.group_by(*rule).agg(rows=keys.count()).rows
    return int((sizes * (sizes - 1)).sum().fill_null(0).execute()) // 2


def _sharing(standard: ir.Table, rule: tuple[str, ...]) -> ir.Table:
    keys = _keys(standard, rule)
    return sharing(keys, keys, rule, each_pair_once=True)


def _none(standard: ir.Table) -> ir.Table:
    return standard.limit(0).select(mention_a="mention_id", mention_b="mention_id")
