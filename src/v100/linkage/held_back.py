"""How often a crime that looks like a man's was his: measured on solved crimes held back."""

from collections import Counter
from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.linkage.candidates import candidates
from v100.linkage.comparisons import COMPARISONS
from v100.linkage.find import SHOWN_FROM, Compared
from v100.linkage.model import Band, Model
from v100.linkage.weighing import TENTHS, weighed

LOWS = (SHOWN_FROM, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 4.0)
"""Strengths (log10) from which the bands begin."""


def bands(found: Sequence[Mapping[float, tuple[int, int]]]) -> tuple[Band, ...]:
    """The counts of all folds as bands."""
    shown, his = Counter[float](), Counter[float]()
    for fold in found:
        for low, (of_fold, true) in fold.items():
            shown[low] += of_fold
            his[low] += true
    return tuple(Band(low, shown[low], his[low]) for low in LOWS)


def held_back(
    backend: engine.Backend, compared: Compared, people: Sequence[str], model: Model
) -> dict[float, tuple[int, int]]:
    """By band how many solved crimes are shown for these people, each left out of his own crimes in its turn, and how
    many of them were theirs. The model must not have learnt from them."""
    asked = engine.keep(
        backend, "held_back_person", ibis.memtable({"person_id": list(people)}, schema={"person_id": "string"})
    )

    def keep(name: str, step: ir.Table) -> ir.Table:
        return engine.keep(backend, name, step)

    his = keep("held_back_crime", compared.suspects.semi_join(asked, "person_id").select("man", "crime"))
    solved = compared.features.semi_join(compared.crimes.filter(_.solved), "report_id").select("crime")
    near = keep("held_back_near", _near(his, solved, compared))
    told = weighed(his, near, compared.features, model, COMPARISONS, keep)
    own = his.mutate(own=True)
    shown = engine.add(told.filter(_.strength >= round(SHOWN_FROM * TENTHS)), own, "man", "crime")
    band = ibis.cases(*((shown.strength >= round(low * TENTHS), low) for low in reversed(LOWS)), else_=LOWS[0])
    counts = shown.group_by(band=band).agg(shown=_.count(), his=_.own.fill_null(False).sum())
    return {row["band"]: (row["shown"], row["his"]) for row in counts.to_pyarrow().to_pylist()}


def _near(his: ir.Table, solved: ir.Table, compared: Compared) -> ir.Table:
    """Solved crimes near theirs, and their own that have another of the category near."""
    others = candidates(his, solved, compared.features)
    return others.union(his.semi_join(solved, "crime")).distinct()
