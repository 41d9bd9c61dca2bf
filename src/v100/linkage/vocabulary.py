"""How common values are, and which words tell crimes apart: counted among all crimes of a category."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis.expr.types as ir
from ibis import _

from v100.linkage.comparisons import BITS, RARE, SPACE_AND_TIME, Comparison, Listed, Valued, Worded
from v100.linkage.features import folded, words_of

SHARE_FIGURES = 4
TELLING = (0.003, 0.3)
"""A word that fewer or more than these shares of the texts hold tells little."""

Shares = dict[str, dict[str, dict[str, float]]]
"""category → comparison → value → share of the crimes that say."""
Words = dict[str, dict[str, tuple[str, ...]]]


def vocabulary(crimes: ir.Table, comparisons: Sequence[Comparison]) -> tuple[Shares, Words]:
    """The shares of values that are not rare, and the telling words, by category and comparison."""
    names = [row["category"] for row in _rows(crimes.select("category").distinct().order_by("category"))]
    shares: Shares = {name: {} for name in names}
    words: Words = {name: {} for name in names}
    for comparison in comparisons:
        if comparison.name in SPACE_AND_TIME:
            continue
        column = crimes[comparison.name]
        if isinstance(comparison, Valued):
            said = crimes.select("category", item=folded(column)).filter(_.item.notnull())
            for name, found in _counted(said, said).items():
                shares[name][comparison.name] = {item: share for item, share in found if share >= min(RARE)}
        elif isinstance(comparison, Listed):
            listing = crimes.filter(column.length() > 0)
            items = listing.select("category", item=listing[comparison.name].unnest()).filter(_.item.notnull())
            for name, found in _counted(items, listing).items():
                shares[name][comparison.name] = dict(found[:BITS])
        elif isinstance(comparison, Worded):
            texts = crimes.filter(column.notnull())
            items = texts.select("report_id", "category", item=words_of(texts[comparison.name]).unnest()).distinct()
            least, most = TELLING
            for name, found in _counted(items.filter(_.item != ""), texts).items():
                telling = [item for item, share in found if least <= share <= most]
                words[name][comparison.name] = tuple(sorted(telling[: BITS * comparison.masks]))
    return shares, words


def _counted(items: ir.Table, whole: ir.Table) -> Mapping[str, list[tuple[str, float]]]:
    """By category each item and its share of the whole, most frequent first."""
    totals = {row["category"]: row["crimes"] for row in _rows(whole.group_by("category").agg(crimes=_.count()))}
    counts = items.group_by("category", "item").agg(crimes=_.count())
    found: dict[str, list[tuple[str, float]]] = {}
    for row in _rows(counts.order_by("category", _.crimes.desc(), "item")):
        share = round(row["crimes"] / totals[row["category"]], SHARE_FIGURES)
        found.setdefault(row["category"], []).append((row["item"], share))
    return found


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows
