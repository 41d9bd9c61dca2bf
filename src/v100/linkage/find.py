"""The crimes that may be a ranked man's, with what speaks for and against each; and who else may have done it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.linkage.candidates import candidates, solved_near
from v100.linkage.comparisons import COMPARISONS, Comparison
from v100.linkage.custody import inside
from v100.linkage.features import features
from v100.linkage.model import FIGURES, Model
from v100.linkage.weighing import TENTHS, weighed
from v100.tables import LOG10_BF

SHOWN_FROM = 2.0
"""Strength (log10) from which a crime is shown for a man."""
SHOWN = 50
"""Crimes shown for one man, at most."""


@dataclass(frozen=True)
class Compared:
    """Crimes that can be compared (room linkage: crimes) with their numbers, and whose the solved ones are."""

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
    return Compared(kept, numbers, suspects)


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
    his = keep("his_crime", compared.suspects.semi_join(men, "person_id"))
    sought = compared.crimes.filter(_.undetected).select("report_id")
    found = keep("link_candidate", candidates(his, sought, compared.features))
    told = keep("link_weighed", weighed(his, found, compared.features, model, COMPARISONS, keep))
    placed = engine.add(_placed(told), decided, "person_id", "report_id")
    strong = placed.strength >= round(SHOWN_FROM * TENTHS)
    shown = keep("link_shown", placed.filter((strong & (placed.number <= SHOWN)) | placed.decided.notnull()))
    struck = inside(shown, spells, compared.crimes)
    near = solved_near(shown, compared.crimes.filter(_.solved), compared.features)
    described = engine.add(engine.add(shown, struck, "person_id", "report_id"), near, "report_id")
    return described.mutate(
        near=described.near.fill_null(0),
        log10_bf=_in_tens(shown.log10_bf),
        strength=_in_tens(shown.strength),
        parts=ibis.array([_said(shown, comparison) for comparison in COMPARISONS]).filter(lambda part: part.notnull()),
        of_100=_of_100(shown.strength, model),
    )


def _placed(told: ir.Table) -> ir.Table:
    """With each crime's number for the man, and the man's place for the crime, strongest first."""
    for_him = ibis.row_number().over(group_by=told.person_id, order_by=[told.strength.desc(), told.report_id])
    for_it = ibis.row_number().over(group_by=told.report_id, order_by=[told.strength.desc(), told.person_id])
    men = told.person_id.count().over(group_by=told.report_id)
    return told.mutate(number=for_him + 1, place=for_it + 1, rivals=men - 1)


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
