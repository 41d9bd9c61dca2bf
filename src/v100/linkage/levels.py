"""The level of each comparison between two crimes, as whole numbers from 0; unknown where either does not say."""

import functools
import operator
from collections.abc import Callable, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from v100.linkage.comparisons import (
    ALIKE,
    DAY,
    DAYS,
    DISTANCE,
    HOURS,
    OTHER_CRIMES,
    RARE,
    WEEKDAY,
    Comparison,
    Listed,
    Measured,
    Valued,
    Worded,
)

_bit_count: Callable[[ir.IntegerValue], ir.IntegerValue] = ibis.udf.scalar.builtin(
    lambda number: number, name="bit_count", signature=(("int64",), "int8")
)
"""How many bits are set: what both engines call so."""


class Side:
    """One of two crimes in a joined table: its columns by their own names."""

    def __init__(self, table: ir.Table, prefix: str) -> None:
        self._table, self._prefix = table, prefix

    def __getitem__(self, name: str) -> Any:
        return self._table[self._prefix + name]

    def __getattr__(self, name: str) -> Any:
        return self[name]


def levels(one: Side, other: Side, comparisons: Sequence[Comparison]) -> dict[str, ir.IntegerValue]:
    """Of each comparison its level, from the features of two crimes that stand in one row."""
    return {comparison.name: _level(one, other, comparison) for comparison in comparisons}


def _level(one: Side, other: Side, comparison: Comparison) -> ir.IntegerValue:
    match comparison:
        case Measured():
            return band(_apart(one, other, comparison), comparison)
        case Valued(name=name):
            same = ibis.ifelse(one[name] == other[name], one[f"{name}_rarity"] + 1, 0)
            return ibis.ifelse(one[name].isnull() | other[name].isnull(), ibis.null("int64"), same)
        case Listed(name=name):
            return _rarest([one[f"{name}_{band}"] for band in _BANDS], [other[f"{name}_{band}"] for band in _BANDS])
        case Worded(name=name, masks=masks):
            columns = [f"{name}_{number}" for number in range(masks)]
            both = _both([one[column] for column in columns], [other[column] for column in columns])
            return _in_common(both, one[f"{name}_words"] + other[f"{name}_words"] - both)
    raise AssertionError(comparison)


def read_from(comparison: Comparison) -> tuple[str, ...]:
    """The columns of features that a comparison reads."""
    match comparison:
        case Valued(name=name):
            return name, f"{name}_rarity"
        case Listed(name=name):
            return tuple(f"{name}_{band}" for band in _BANDS)
        case Worded(name=name, masks=masks):
            return *(f"{name}_{number}" for number in range(masks)), f"{name}_words"
    of_space_and_time = {DISTANCE.name: ("easting", "northing"), DAYS.name: ("middle",), HOURS.name: ("minute",)}
    return of_space_and_time.get(comparison.name, (comparison.name,))


_BANDS = range(len(RARE) + 1)


def _apart(one: Side, other: Side, comparison: Measured) -> ir.IntegerValue:
    """In what the breaks count: square metres, minutes, days of the week, or the column's own unit."""
    if comparison == DAYS:
        return (one.middle - other.middle).abs()
    if comparison == HOURS:
        return _around((one.minute - other.minute).abs(), DAY)
    if comparison == WEEKDAY:
        return _around((one.weekday - other.weekday).abs(), 7)
    if comparison.name == DISTANCE.name:
        east, north = one.easting - other.easting, one.northing - other.northing
        return east * east + north * north
    return (one[comparison.name] - other[comparison.name]).abs()


def _around(apart: ir.IntegerValue, whole: int) -> ir.IntegerValue:
    """The shorter way round a clock."""
    return ibis.least(apart, whole - apart)


def band(apart: ir.IntegerValue, comparison: Measured) -> ir.IntegerValue:
    """The level of what lies so far apart, in what the breaks count; distances squared."""
    squared = comparison in (DISTANCE, OTHER_CRIMES)
    limits = [limit * limit if squared else limit for limit in comparison.breaks]
    branches = [(apart < limit, level) for level, limit in enumerate(limits)]
    return ibis.ifelse(apart.isnull(), ibis.null("int64"), ibis.cases(*branches, else_=len(limits)))


def _rarest(one: Sequence[ir.IntegerValue], other: Sequence[ir.IntegerValue]) -> ir.IntegerValue:
    """By the rarest that both have; unknown where they share none."""
    shared = [((one[band] & other[band]) != 0, band) for band in reversed(_BANDS)]
    return ibis.cases(*shared, else_=ibis.null("int64"))


def _both(one: Sequence[ir.IntegerValue], other: Sequence[ir.IntegerValue]) -> ir.IntegerValue:
    """How many words both have."""
    counts = (_bit_count(mine & its).cast("int64") for mine, its in zip(one, other, strict=True))
    return functools.reduce(operator.add, counts)


def _in_common(both: ir.IntegerValue, either: ir.IntegerValue) -> ir.IntegerValue:
    """0 where no word is shared, else by the share of words in common, of those that either has."""
    branches = [(both * 100 >= share * either, place + 1) for place, share in reversed(list(enumerate(ALIKE)))]
    return ibis.ifelse(both.isnull(), ibis.null("int64"), ibis.cases((both == 0, 0), *branches, else_=0))
