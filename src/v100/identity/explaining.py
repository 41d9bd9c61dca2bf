"""The evidence of one pair of mentions, whether blocking would compare it or not."""

from typing import Any

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.identity.model import Model
from v100.identity.pairs import contradicting
from v100.identity.scoring import DECIMALS, in_words, prior_bits, score
from v100.identity.standard import standardise

_ENDS = ("mention_a", "mention_b")


def weigh_pair(backend: Backend, mentions: ir.Table, model: Model) -> dict[str, Any] | None:
    """What speaks for and against two mentions being one person, in bits; None when `mentions` are not two.

    `mentions`: tables.SUSPECT or VICTIM with `recorded_on` of the report; `model` at the size of the store. Out: prior,
    parts (comparison, level, bits; what is not known says nothing and is left out), match_weight, ids_differ, twins,
    contradicts (the two are not in one person unless people decide so).
    """
    standard = standardise(backend, "explained", mentions)
    ids = sorted(standard.mention_id.to_pyarrow().to_pylist())
    if len(ids) != 2:
        return None
    pair = keep(backend, "explained_pair", ibis.memtable([tuple(ids)], schema=dict.fromkeys(_ENDS, "string")))
    scored = score(backend, "explained_score", standard, pair, model)
    (row,) = in_words(scored).to_pyarrow().to_pylist()
    return {
        "prior": round(prior_bits(model), DECIMALS),
        "parts": [part_of(said) for said in row["parts"]],
        "match_weight": float(row["match_weight"]),
        "ids_differ": row["ids_differ"],
        "twins": row["twins"],
        "contradicts": contradicting(scored, model).count().execute() > 0,
    }


def part_of(said: str) -> dict[str, Any]:
    """A sentence of tables.MATCH, `name: level +9.25`, in its parts."""
    comparison, _, rest = said.partition(": ")
    level, _, bits = rest.rpartition(" ")
    return {"comparison": comparison, "level": level, "bits": float(bits)}
