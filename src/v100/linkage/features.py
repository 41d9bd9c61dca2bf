"""What is compared of a crime, as numbers: minutes, metres, bits for words and codes, how rare each value is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import Deferred, _

from v100 import engine
from v100.linkage.comparisons import BITS, DAY, RARE, SPACE_AND_TIME, Comparison, Listed, Valued, Worded

WORD = r"[a-z']+"
SURE_HOUR = 6 * 60
"""Minutes: a crime that may have happened within a longer span has no time of day."""
SURE_DAY = DAY
SURE_WEEKS = 14 * DAY


def features(
    backend: engine.Backend,
    crimes: ir.Table,
    comparisons: Sequence[Comparison],
    shares: Mapping[str, Mapping[str, Mapping[str, float]]],
    words: Mapping[str, Mapping[str, Sequence[str]]],
) -> ir.Table:
    """report_id, category, both again as numbers (`crime`, and `category_no` by the order of `shares`) by which engines
    join and look up faster, and of each comparison its numbers, by category's `shares` of values and telling `words`.

    `crimes` has report_id, category, begins, ends (minutes), easting, northing (metres) and a column for each other
    comparison.
    """
    span = crimes.ends - crimes.begins
    middle = crimes.begins + span // 2
    table = crimes.select(
        "report_id",
        "category",
        "easting",
        "northing",
        crime=ibis.row_number().over(order_by="report_id"),
        category_no=_number(crimes.category, list(shares)),
        middle=ibis.ifelse(span <= SURE_WEEKS, middle, ibis.null("int64")),
        minute=ibis.ifelse(span <= SURE_HOUR, middle % DAY, ibis.null("int64")),
        weekday=ibis.ifelse(span <= SURE_DAY, middle // DAY % 7, ibis.null("int64")),
        **{each.name: crimes[each.name] for each in comparisons if each.name not in SPACE_AND_TIME},
    )
    for comparison in comparisons:
        if isinstance(comparison, Valued):
            table = _valued(backend, table, comparison, shares)
        elif isinstance(comparison, Listed):
            table = _listed(backend, table, comparison, shares)
        elif isinstance(comparison, Worded):
            table = _worded(backend, table, comparison, words)
    return table


def _number(category: ir.StringColumn, among: Sequence[str]) -> ir.IntegerValue:
    numbers = [(name, number) for number, name in enumerate(among)]
    return (category.cases(*numbers) if numbers else ibis.null("int64")).cast("int32")


def folded(value: ir.StringColumn) -> ir.StringColumn:
    """A value as it is compared: small letters, one space between words."""
    return _trimmed(value.lower().re_replace(r"\s+", " ")).nullif("")


def words_of(text: ir.StringColumn) -> ir.ArrayColumn:
    """The words of a text, in small letters."""
    return _trimmed(text.lower().re_replace(r"[^a-z']+", " ")).split(" ")


def _trimmed(text: ir.StringColumn) -> ir.StringColumn:
    """Without a space at either end. (`strip` takes the letters f and v, too, on Spark: Ibis writes \\f and \\v.)"""
    return text.re_replace("^ | $", "")


def rarity(share: float) -> int:
    """From 0 (most crimes have it) to len(RARE): how rare a value of this share of crimes is."""
    return sum(share < limit for limit in RARE)


def _valued(
    backend: engine.Backend,
    table: ir.Table,
    comparison: Valued,
    shares: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> ir.Table:
    """The value folded, and beside it how rare it is."""
    name = comparison.name
    known = _lookup(
        backend,
        f"rarity_{name}",
        {"category": "string", name: "string", f"{name}_rarity": "int64"},
        (
            {"category": category, name: value, f"{name}_rarity": rarity(share)}
            for category, of in shares.items()
            for value, share in of.get(name, {}).items()
        ),
    )
    table = engine.add(table.mutate(**{name: folded(table[name])}), known, "category", name)
    return table.mutate(**{f"{name}_rarity": table[f"{name}_rarity"].fill_null(len(RARE))})


def _listed(
    backend: engine.Backend,
    table: ir.Table,
    comparison: Listed,
    shares: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> ir.Table:
    """A bit for each value, in a number for each rarity; values that the model does not know are rare."""
    name = comparison.name
    rows = []
    for category, of in shares.items():
        for place, (value, share) in enumerate(sorted(of.get(name, {}).items())):
            rows.append({"category": category, "item": value, "rarity": rarity(share), "bit": 1 << place % BITS})
    known = _lookup(
        backend, f"bits_{name}", {"category": "string", "item": "string", "rarity": "int64", "bit": "int64"}, rows
    )
    items = table.select("report_id", "category", item=table[name].unnest()).distinct()
    found = items.join(known, ["category", "item"])
    bits = found.group_by("report_id").agg(
        **{f"{name}_{band}": _bits(_.rarity == band) for band in range(len(RARE) + 1)}
    )
    return engine.add(table.drop(name), bits, "report_id")


def _worded(
    backend: engine.Backend, table: ir.Table, comparison: Worded, words: Mapping[str, Mapping[str, Sequence[str]]]
) -> ir.Table:
    """A bit for each telling word, in as many numbers as it takes, and how many they are."""
    name = comparison.name
    rows = [
        {"category": category, "item": word, "number": number, "bit": 1 << place}
        for category, of in words.items()
        for number, place, word in _places(of.get(name, ()))
    ]
    known = _lookup(
        backend, f"bits_{name}", {"category": "string", "item": "string", "number": "int64", "bit": "int64"}, rows
    )
    items = table.select("report_id", "category", item=words_of(table[name]).unnest()).distinct()
    found = items.join(known, ["category", "item"])
    bits = found.group_by("report_id").agg(
        **{f"{name}_{number}": _bits(_.number == number) for number in range(comparison.masks)},
        **{f"{name}_words": _.count()},
    )
    return engine.add(table.drop(name), bits, "report_id")


def _bits(of: Deferred) -> Deferred:
    """The bits of such items together: each stands once, so that to add them is to set them."""
    return ibis.ifelse(of, _.bit, 0).sum().cast("int64")


def _places(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Number, bit, word."""
    for position, word in enumerate(sorted(words)):
        yield *divmod(position, BITS), word


def _lookup(backend: engine.Backend, name: str, types: dict[str, str], rows: Any) -> ir.Table:
    schema = ibis.schema(types)
    return engine.keep(backend, name, pa.Table.from_pylist(list(rows), schema=schema.to_pyarrow()))
