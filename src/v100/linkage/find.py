"""The crimes that may be a ranked man's, with what speaks for and against each; and who else may have done it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.linkage.candidates import candidates
from v100.linkage.comparisons import COMPARISONS, OF_HIM, WITH_HIS, Comparison
from v100.linkage.custody import inside
from v100.linkage.features import features
from v100.linkage.model import FIGURES, Model
from v100.linkage.of_him import with_parts_of_him
from v100.linkage.shortlist import shortlist
from v100.linkage.weighing import TENTHS, weighed
from v100.tables import LOG10_BF

SHOWN_FROM = 1.0
"""Strength (log10) from which a crime is shown for a man."""
SHOWN = 50
"""Crimes shown for one man, at most."""


@dataclass(frozen=True)
class Compared:
    """Crimes that can be compared (room linkage: crimes) with their numbers, and whose the solved ones are: person_id,
    report_id and born, and the ids again as numbers (man, crime), by which this room knows them until it says what it
    found."""

    crimes: ir.Table
    features: ir.Table
    suspects: ir.Table


def prepared(
    backend: engine.Backend,
    crimes: ir.Table,
    suspects: ir.Table,
    model: Model,
    comparisons: Sequence[Comparison] = COMPARISONS,
) -> Compared:
    """Crimes of the categories that the model knows, ready to be compared."""
    known = crimes.filter(_.category.isin(list(model.categories)))
    shares = {name: worth.shares for name, worth in model.categories.items()}
    words = {name: worth.words for name, worth in model.categories.items()}
    kept = engine.keep(backend, "linkage_crime", known)
    numbers = engine.keep(backend, "linkage_features", features(backend, kept, comparisons, shares, words))
    return Compared(kept, numbers, engine.keep(backend, "linkage_suspect", _numbered(suspects, numbers)))


def _numbered(suspects: ir.Table, features: ir.Table) -> ir.Table:
    """The rows with man and crime."""
    men = suspects.select("person_id").distinct().mutate(man=ibis.row_number().over(order_by="person_id"))
    return suspects.join(men, "person_id").join(features.select("report_id", "crime"), "report_id")


def find_links(
    compared: Compared,
    men: ir.Table,
    spells: ir.Table,
    decided: ir.Table,
    model: Model,
    keep: Callable[[str, ir.Table], ir.Table],
) -> ir.Table:
    """tables.LINK: for each of the men (person_id) the undetected crimes that look most like his, and those of which
    people decided (person_id, report_id, decided). `spells`: his times in custody."""
    his = keep("his_crime", compared.suspects.semi_join(men, "person_id").select("man", "crime"))
    ages = keep("his_birth", compared.suspects.select("man", "born").distinct())
    names = keep("his_name", compared.suspects.select("person_id", "man").distinct())
    kinds = compared.features.select("report_id", "crime", "category")
    said = keep("said_of", decided.join(names, "person_id").join(kinds, "report_id").select("man", "crime", "decided"))
    sought = kinds.semi_join(compared.crimes.filter(_.undetected), "report_id").select("crime")
    least = round(SHOWN_FROM * TENTHS)
    found = keep("link_found", shortlist(his, ages, sought, said, compared.features, model, least, keep))
    placed = engine.add(_placed(found), said, "man", "crime")
    strong = (placed.strength >= least) & (placed.number <= SHOWN)
    picked = keep("link_picked", placed.filter(strong | placed.decided.notnull()).drop("strength", "number"))
    asked = picked.select("man", "crime")
    pairs = keep("link_weighed", weighed(his, asked, compared.features, model, WITH_HIS, keep))
    parts = keep("link_parts", with_parts_of_him(pairs, his, ages, compared.features, model))
    shown = keep("link_shown", picked.join(parts, ["man", "crime"]).join(names, "man").join(kinds, "crime"))
    struck = inside(shown, spells, compared.crimes)
    men_of = candidates(his, shown.select("crime").distinct(), compared.features).group_by("crime").agg(men=_.count())
    described = engine.add(engine.add(shown, struck, "person_id", "report_id"), men_of, "crime")
    said = [_said(shown, comparison) for comparison in (*WITH_HIS, *OF_HIM)]
    return described.mutate(
        rivals=described.men - 1,
        log10_bf=_in_tens(shown.log10_bf),
        strength=_in_tens(shown.strength),
        parts=ibis.array(said).filter(lambda part: part.notnull()),
        of_100=_of_100(shown.strength, model),
        by_model=_by_model(described.strength, described.men, described.category, model),
    )


def _placed(told: ir.Table) -> ir.Table:
    """With each crime's number for the man, and the man's place for the crime, strongest first."""
    for_him = ibis.row_number().over(group_by=told.man, order_by=[told.strength.desc(), told.crime])
    for_it = ibis.row_number().over(group_by=told.crime, order_by=[told.strength.desc(), told.man])
    return told.mutate(number=for_him + 1, place=for_it + 1)


def _said(shown: ir.Table, comparison: Comparison) -> ir.StringColumn:
    """`distance +1.5200`; unknown where nothing could be compared."""
    part = shown[comparison.name]
    sign = ibis.ifelse(part < 0, "-", "+")
    whole, rest = part.abs() // TENTHS, part.abs() % TENTHS
    return comparison.name + " " + sign + whole.cast("string") + "." + rest.cast("string").lpad(FIGURES, "0")


def _in_tens(ten_thousandths: ir.IntegerColumn) -> ir.DecimalColumn:
    return (ten_thousandths.cast(f"decimal(18, {FIGURES})") / ibis.literal(TENTHS).cast("decimal(18, 0)")).cast(
        LOG10_BF
    )


def _of_100(strength: ir.IntegerColumn, model: Model) -> ir.IntegerColumn:
    """Of a hundred crimes shown with this strength, how many were his, of solved crimes held back."""
    rising = sorted(model.bands, key=lambda band: band.low, reverse=True)
    branches = [
        (strength >= round(band.low * TENTHS), round(100 * band.his / band.shown)) for band in rising if band.shown
    ]
    return ibis.cases(*branches, else_=ibis.null("int64")) if branches else ibis.null("int64")


def _by_model(
    strength: ir.IntegerValue, men: ir.IntegerValue, category: ir.StringColumn, model: Model
) -> ir.IntegerColumn:
    """Of a hundred such crimes how many would be his: before anything was compared, one of so many men did it with the
    chance that a solved crime's man has another about it, all alike; after, by Bayes' rule."""
    again = category.cases(*((name, worth.again) for name, worth in model.categories.items()))
    his = ibis.literal(10.0) ** (strength / TENTHS) * again
    return (100 * his / (his + men - again)).round().cast("int64")
