"""Solved crimes held back: how a model that never saw their men looks at them, and how often one that looks like a
man's was his.
"""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from ibis import _

from v100 import engine
from v100.linkage.candidates import candidates, near_his_own
from v100.linkage.comparisons import WITH_HIS
from v100.linkage.find import SHOWN_FROM, Compared
from v100.linkage.model import Band, Model
from v100.linkage.of_him import levels_of_him
from v100.linkage.settling import Candidates
from v100.linkage.weighing import TENTHS, weighed

LOWS = (SHOWN_FROM, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0)
"""Strengths (log10) from which the bands begin."""
HUNDREDTHS = 100
"""Strengths are counted in hundredths of a log10: as fine as a base rate needs."""


def held_back(
    backend: engine.Backend, compared: Compared, people: Sequence[str], drawn: Mapping[str, float], model: Model
) -> pa.Table:
    """category, own, other_crimes, his_age, strength, many (linkage.settling: Candidates) of these people: each of
    their solved crimes that has another near, left out of its man's in its turn; and what else lies near those of the
    `drawn`, each of whom stands for so many. The model must not have learnt from them."""

    def keep(name: str, step: ir.Table) -> ir.Table:
        return engine.keep(backend, name, step)

    his = keep("held_back_crime", _crimes_of(compared, people))
    stands = {"person_id": list(drawn), "stands_for": list(drawn.values())}
    standing = ibis.memtable(stands, schema={"person_id": "string", "stands_for": "float64"})
    men = keep("held_back_man", compared.suspects.join(standing, "person_id").select("man", "stands_for").distinct())
    near = candidates(his.semi_join(men, "man"), keep("held_back_solved", _solved(compared)), compared.features)
    near = keep("held_back_near", near.union(near_his_own(his, compared.features)).distinct())
    told = keep("held_back_told", weighed(his, near, compared.features, model, WITH_HIS, keep))
    ages = keep("held_back_age", compared.suspects.select("man", "born").distinct())
    of_him = keep("held_back_level", levels_of_him(told, his, ages, compared.features))
    of_him = engine.add(engine.add(of_him, his.mutate(own=True), "man", "crime"), men, "man")
    own = of_him.own.fill_null(False)
    rows = of_him.join(compared.features.select("crime", "category"), "crime").select(
        "category",
        own=own,
        other_crimes=of_him.other_crimes.fill_null(-1),
        his_age=of_him.his_age.fill_null(-1),
        strength=(of_him.strength / (TENTHS // HUNDREDTHS)).floor().cast("int64"),
        each=ibis.ifelse(own, 1.0, of_him.stands_for),
    )
    counted = rows.group_by(*rows.columns).agg(candidates=_.count()).order_by(*rows.columns)
    found: pa.Table = counted.mutate(many=counted.each * counted.candidates).to_pyarrow()
    return found


def solved_of(compared: Compared, people: Sequence[str]) -> dict[str, int]:
    """By category the solved crimes of these people."""
    his = _crimes_of(compared, people).semi_join(_solved(compared), "crime")
    kinds = his.join(compared.features.select("crime", "category"), "crime")
    counted = kinds.group_by("category").agg(crimes=_.count()).to_pyarrow()
    return {row["category"]: row["crimes"] for row in counted.to_pylist()}


def _crimes_of(compared: Compared, people: Sequence[str]) -> ir.Table:
    """man, crime."""
    asked = ibis.memtable({"person_id": list(people)}, schema={"person_id": "string"})
    return compared.suspects.semi_join(asked, "person_id").select("man", "crime")


def _solved(compared: Compared) -> ir.Table:
    return compared.features.semi_join(compared.crimes.filter(_.solved), "report_id").select("crime")


def as_candidates(parts: Sequence[pa.Table]) -> Candidates:
    """What was held back in all parts."""
    whole = pa.concat_tables(parts)
    return Candidates(
        category=np.array(whole["category"].to_pylist(), dtype=np.str_),
        own=whole["own"].to_numpy(zero_copy_only=False),
        other_crimes=whole["other_crimes"].to_numpy(),
        his_age=whole["his_age"].to_numpy(),
        strength=whole["strength"].to_numpy() / HUNDREDTHS,
        many=whole["many"].to_numpy(),
    )


def bands(of: Candidates, parts: Mapping[str, Mapping[str, tuple[float, ...]]]) -> tuple[Band, ...]:
    """How many of the candidates were shown with each strength, how many were his, and how many would be by what the
    strength says, given the share that is his of all."""
    from scipy.special import expit  # slow to import, and only training asks

    strength = of.settled(parts)
    expected = of.many * expit(strength * np.log(10) + np.log(np.maximum(of.odds(), 1e-12)))
    found = []
    for low, high in zip(LOWS, (*LOWS[1:], np.inf), strict=True):
        rows = (strength >= low) & (strength < high)
        his = int(of.many[rows & of.own].sum())
        found.append(Band(low, round(of.many[rows].sum()), his, round(float(expected[rows].sum()), 1)))
    return tuple(found)
