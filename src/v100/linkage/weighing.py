"""What speaks for and against a crime being one man's: each comparison with all his crimes of that category.

Of n crimes of his that say, a level with Bayes factor b each, the factor is (LIKE_ANYBODY + sum of b) / (LIKE_ANYBODY +
n): the crime was done in one of his ways, or in the way of anybody (a Polya urn, as in Reich and Porter 2015). With one
crime it says less than the pair alone would; a habit that he keeps says more each time.
"""

from collections.abc import Callable, Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.linkage.comparisons import Comparison
from v100.linkage.levels import Side, levels
from v100.linkage.model import FIGURES, Model

LIKE_ANYBODY = 3
"""Crimes in the way of anybody that are added to his own: measured on London (docs/method/links.md)."""

AT_ONCE = 5_000_000
"""Pairs of crimes that are weighed at a time, so that their sums fit in memory."""

TENTHS = 10**FIGURES
"""Bayes factors are added as whole numbers of ten-thousandths, so that every engine finds the same."""


def weighed(
    his: ir.Table,
    candidates: ir.Table,
    features: ir.Table,
    model: Model,
    comparisons: Sequence[Comparison],
    keep: Callable[[str, ir.Table], ir.Table],
) -> ir.Table:
    """man, crime, crimes (of his it was compared with), one column for the log10 Bayes factor of each comparison
    (unknown where nothing could be compared), log10_bf: their sum, and strength: with the log10 of his crimes added,
    since of two men alike the one who did more of them did another more likely; all in ten-thousandths.

    `his`: man, crime; `candidates`: man, crime: crimes that may be his. A crime of his is never compared with itself.
    `keep` computes a step once, by name.
    """
    which = keep("weighed_pair", _pairs(his, candidates, features, keep))
    own = keep("weighed_own", features.semi_join(his, "crime"))
    parts = 1 + int(which.count().to_pyarrow().as_py()) // AT_ONCE
    told = []
    for number in range(parts):
        of_part, crimes = (table.filter(table.crime % parts == number) for table in (which, features))
        pairs = of_part.join(crimes, "crime").join(own, of_part.own == own.crime, rname="own_{name}")
        told.append(keep(f"weighed_part_{number}", summed(pairs, model, comparisons)))
    return ibis.union(*told)


def _pairs(
    his: ir.Table, candidates: ir.Table, features: ir.Table, keep: Callable[[str, ir.Table], ir.Table]
) -> ir.Table:
    """man, crime, own: each candidate with each other crime of his of its category.

    Both sides are kept first, and so should the pairs be: asked in one question, DuckDB paired all crimes of a
    category.
    """
    kinds = features.select("crime", "category_no")
    wanted = keep("weighed_wanted", candidates.join(kinds, "crime"))
    theirs = keep("weighed_theirs", his.join(kinds, "crime").select("man", "category_no", own="crime"))
    both = wanted.join(theirs, ["man", "category_no"])
    return both.filter(both.crime != both.own).select("man", "crime", "own")


def summed(pairs: ir.Table, model: Model, comparisons: Sequence[Comparison]) -> ir.Table:
    """The columns of `weighed`, by these comparisons, of pairs: man, crime, category_no, the features of the crime and,
    with `own_` before their names, those of one of his."""
    found = levels(Side(pairs, ""), Side(pairs, "own_"), comparisons)
    worth = {name: factor(pairs.category_no, level, name, model) for name, level in found.items()}
    told = pairs.select("man", "crime", **worth)
    sums = told.group_by("man", "crime").agg(
        crimes=_.count(),
        **{f"{name}_sum": told[name].sum() for name in worth},
        **{f"{name}_of": told[name].count() for name in worth},
    )
    parts = {name: log10_factor(sums[f"{name}_sum"], sums[f"{name}_of"]) for name in worth}
    parted = sums.select("man", "crime", "crimes", **parts)
    evidence = sum(parted[name].fill_null(0) for name in worth)
    return parted.mutate(log10_bf=evidence, strength=evidence + _tens(parted.crimes.cast("float64")))


def log10_part(category_no: ir.IntegerValue, level: ir.IntegerValue, name: str, model: Model) -> ir.IntegerValue:
    """The log10 Bayes factor of a level in ten-thousandths; unknown where the level is."""
    return looked_up(category_no, level, [round(TENTHS * part) for part in _parts(name, model)], model)


def factor(category_no: ir.IntegerValue, level: ir.IntegerValue, name: str, model: Model) -> ir.IntegerValue:
    """The Bayes factor of a level in ten-thousandths, at least one; unknown where the level is."""
    return looked_up(category_no, level, [max(1, round(TENTHS * 10**part)) for part in _parts(name, model)], model)


def _parts(name: str, model: Model) -> list[float]:
    """What each level is worth, category by category."""
    return [part for worth in model.categories.values() for part in worth.parts[name]]


def looked_up(
    category_no: ir.IntegerValue, level: ir.IntegerValue, numbers: Sequence[int], model: Model
) -> ir.IntegerValue:
    """The number of a level by the category's number in the model, of as many `numbers` for each category: one array,
    which an engine reads fast."""
    each = len(numbers) // len(model.categories)
    found = ibis.literal(list(numbers), type="array<int64>")[(category_no * each + level).cast("int32")]
    return ibis.ifelse(level.isnull(), ibis.null("int64"), found)


def log10_factor(total: ir.IntegerValue, crimes: ir.IntegerValue) -> ir.IntegerValue:
    """log10 of the factor of so many crimes whose Bayes factors come to `total`, both in ten-thousandths; unknown where
    there are none."""
    mean = (total + LIKE_ANYBODY * TENTHS).cast("float64") / ((crimes + LIKE_ANYBODY) * TENTHS).cast("float64")
    return ibis.ifelse(crimes == 0, ibis.null("int64"), _tens(mean))


def _tens(number: ir.FloatingValue) -> ir.IntegerValue:
    """log10 in ten-thousandths."""
    return (number.log10() * TENTHS).round().cast("int64")
