"""Which candidates are strong enough to be shown: their strength, found the short way.

Many crimes share an hour, a target, an age: what each such value is worth beside a man's crimes is worked out once.
Where, when, codes and words are compared for every pair. The sum is the same as rooms weighing and of_him find.
"""

from collections.abc import Callable, Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.linkage.candidates import near_his, squares
from v100.linkage.comparisons import DAYS, DISTANCE, WITH_HIS, Comparison, Measured, Valued
from v100.linkage.levels import Side, levels, read_from
from v100.linkage.model import Model
from v100.linkage.of_him import with_parts_of_him
from v100.linkage.weighing import factor, log10_factor, summed

MEN_AT_ONCE = 50
"""Men whose candidates are gone through at a time, so that they fit in memory."""


def shortlist(
    his: ir.Table,
    men: ir.Table,
    sought: ir.Table,
    always: ir.Table,
    features: ir.Table,
    model: Model,
    least: int,
    keep: Callable[[str, ir.Table], ir.Table],
) -> ir.Table:
    """man, crime, strength: the candidates (room linkage: candidates) of a strength of `least` (ten-thousandths) or
    more, and all of the crimes in `always` (crime). `his`: man, crime; `men`: man, born; `sought` (crime): none of his.
    """
    shared = [each for each in WITH_HIS if isinstance(each, Measured | Valued) and each not in (DISTANCE, DAYS)]
    paired = [each for each in WITH_HIS if each not in shared]
    columns = {column for each in WITH_HIS for column in read_from(each)}
    said = features.select("crime", "category_no", *sorted(columns))
    own = keep("shortlist_own", said.join(his, "crime"))
    said = keep("shortlist_said", said.semi_join(sought, "crime"))
    placed = keep("shortlist_placed", squares(features))
    wanted = keep("shortlist_wanted", placed.semi_join(sought, "crime"))
    worths = {each: keep(f"shortlist_{each.name}", _worth(own, said, each, model)) for each in shared}
    asked = always.select("crime").distinct().mutate(always=True)
    found = []
    for number in range(parts := 1 + int(his.man.nunique().to_pyarrow().as_py()) // MEN_AT_ONCE):
        of_part = own.filter(own.man % parts == number)
        near = near_his(of_part.select("man", "crime"), placed, wanted).join(said, "crime")
        near = keep("shortlist_near", near)  # asked with what follows, DuckDB paired all crimes of a man
        sums = keep("shortlist_sum", _paired(near, of_part, paired, model))
        told = near.join(sums, ["man", "crime"])
        for each, worth in worths.items():
            told = _with(told, worth.filter(worth.man % parts == number), read_from(each)[0])
        alike = keep("shortlist_alike", told.select("man", "crime", "strength"))
        whole = engine.add(with_parts_of_him(alike, his, men, features, model), asked, "crime")
        strong = whole.filter((whole.strength >= least) | whole.always.fill_null(False))
        found.append(keep(f"shortlist_{number}", strong.select("man", "crime", "strength")))
    return ibis.union(*found)


def _paired(near: ir.Table, own: ir.Table, comparisons: Sequence[Comparison], model: Model) -> ir.Table:
    """man, crime, strength: what these comparisons and the number of his crimes come to, pair by pair."""
    columns = [column for each in comparisons for column in read_from(each)]
    theirs = own.select("man", "category_no", **{f"own_{column}": own[column] for column in columns})
    pairs = near.select("man", "crime", "category_no", *columns).join(theirs, ["man", "category_no"])
    return summed(pairs, model, comparisons).select("man", "crime", "strength")


def _worth(own: ir.Table, said: ir.Table, comparison: Comparison, model: Model) -> ir.Table:
    """man, category_no, value, worth: what a crime with the value gains by it (log10, ten-thousandths)."""
    columns = read_from(comparison)
    theirs = own.group_by("man", "category_no", *columns).agg(times=_.count())
    theirs = theirs.rename({f"own_{column}": column for column in columns})
    values = said.select("category_no", *columns).distinct()
    both = values.filter(values[columns[0]].notnull()).join(theirs, "category_no")
    level = levels(Side(both, ""), Side(both, "own_"), [comparison])[comparison.name]
    worth = factor(both.category_no, level, comparison.name, model)
    told = both.select(
        "man", "category_no", columns[0], total=worth * both.times, known=ibis.ifelse(worth.notnull(), both.times, 0)
    )
    sums = told.group_by("man", "category_no", columns[0]).agg(total=_.total.sum(), known=_.known.sum())
    return sums.select("man", "category_no", columns[0], worth=log10_factor(sums.total, sums.known).fill_null(0))


def _with(told: ir.Table, worth: ir.Table, value: str) -> ir.Table:
    """`told` with what each crime's value is worth added to its strength."""
    joined = told.left_join(worth, ["man", "category_no", value])
    strength = joined.strength + joined.worth.fill_null(0)
    return joined.select(*(name for name in told.columns if name != "strength"), strength=strength)
