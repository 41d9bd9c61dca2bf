"""The crimes that may be a ranked man's, with what speaks for and against each; and who else may have done it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.linkage.candidates import candidates
from v100.linkage.comparisons import COMPARISONS, Comparison
from v100.linkage.custody import inside
from v100.linkage.features import features
from v100.linkage.model import FIGURES, Model
from v100.linkage.weighing import TENTHS, weighed

BF = f"decimal(9, {FIGURES})"
SHOWN_FROM = 1.0
"""log10 of the Bayes factor from which a crime is shown for a man: ten times likelier to look like this if he did it
than if anybody did."""
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
    model: Model,
    keep: Callable[[str, ir.Table], ir.Table],
) -> ir.Table:
    """tables.LINK: for each of the men (person_id) the undetected crimes that look most like his, strongest first."""
    his = keep("his_crime", compared.suspects.semi_join(men, "person_id"))
    sought = compared.crimes.filter(_.undetected).select("report_id")
    found = keep("link_candidate", candidates(his, sought, compared.features))
    told = keep("link_weighed", weighed(his, found, compared.features, model, COMPARISONS))
    rivals = [told.log10_bf.desc(), told.person_id]
    placed = told.mutate(
        place=ibis.row_number().over(group_by="report_id", order_by=rivals) + 1,
        rivals=told.person_id.count().over(group_by="report_id") - 1,
    ).filter(_.log10_bf >= round(SHOWN_FROM * TENTHS))
    best = placed.filter(
        ibis.row_number().over(group_by=placed.person_id, order_by=[placed.log10_bf.desc(), placed.report_id]) < SHOWN
    )
    shown = keep("link_shown", best)
    struck = inside(shown, spells, compared.crimes)
    return engine.add(shown, struck, "person_id", "report_id").mutate(
        log10_bf=_in_tens(shown.log10_bf),
        parts=ibis.array([_said(shown, comparison) for comparison in COMPARISONS]).filter(lambda part: part.notnull()),
        of_100=_of_100(shown.log10_bf, model),
    )


def _said(shown: ir.Table, comparison: Comparison) -> ir.StringColumn:
    """`distance +1.5200`; unknown where nothing could be compared."""
    part = shown[comparison.name]
    sign = ibis.ifelse(part < 0, "-", "+")
    whole, rest = part.abs() // TENTHS, part.abs() % TENTHS
    return comparison.name + " " + sign + whole.cast("string") + "." + rest.cast("string").lpad(FIGURES, "0")


def _in_tens(ten_thousandths: ir.IntegerColumn) -> ir.DecimalColumn:
    return (ten_thousandths.cast(f"decimal(18, {FIGURES})") / ibis.literal(TENTHS).cast("decimal(18, 0)")).cast(BF)


def _of_100(log10_bf: ir.IntegerColumn, model: Model) -> ir.IntegerColumn:
    """Of a hundred crimes shown with this strength, how many were his, of solved crimes held back."""
    rising = sorted(model.bands, key=lambda band: band.low, reverse=True)
    branches = [
        (log10_bf >= round(band.low * TENTHS), round(100 * band.his / band.shown)) for band in rising if band.shown
    ]
    return ibis.cases(*branches, else_=ibis.null("int64")) if branches else ibis.null("int64")
