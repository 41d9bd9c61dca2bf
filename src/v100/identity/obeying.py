"""Groups as people decided: a decision wins over the evidence, whatever that says."""

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.identity.decided import DIFFERENT, SAME, Decided
from v100.identity.model import Model
from v100.identity.pairs import joining, within
from v100.identity.parting import Group, cut


def obey(
    backend: Backend,
    name: str,
    grouped: ir.Table,
    pairs: ir.Table,
    repeats: ir.Table,
    model: Model,
    decided: Decided,
) -> ir.Table:
    """The groups that evidence gave (mention_id, grouping, parted) as people decided. Kept under `name`.

    Only groups that hold a mention decided of are touched, a few; they are taken out of the engine and built again:
    first what people joined and what says the same (repeats.py), then the ties that made the groups, from the strongest
    down, refusing what people keep apart. So groups that "same" ties are one whole, contradictions and all, and
    "different" cuts at the weakest tie.
    """
    together, apart = decided.pairs(SAME), decided.pairs(DIFFERENT)
    mentions = sorted({mention for pair in together + apart for mention in pair})
    if not mentions:
        return grouped
    touched = grouped.semi_join(grouped.filter(grouped.mention_id.isin(mentions)), "grouping")
    rows = touched.select("mention_id", "grouping", "parted").to_pyarrow().to_pylist()
    ties = (
        within(joining(pairs, model.thresholds.join), touched)
        .select("match_weight", "mention_a", "mention_b")
        .to_pyarrow()
        .to_pylist()
    )
    said = repeats.semi_join(touched, repeats.mention_b == touched.mention_id).select("mention_a", "mention_b")
    alike = [(pair["mention_a"], pair["mention_b"]) for pair in said.to_pyarrow().to_pylist()]
    found = cut(
        {row["mention_id"]: Group.of_one(row["mention_id"], None, None) for row in rows},
        together + alike,
        [(tie["match_weight"], tie["mention_a"], tie["mention_b"]) for tie in ties],
        set(apart),
    )
    again = ibis.memtable(
        [(row["mention_id"], found[row["mention_id"]], row["parted"]) for row in rows],
        schema={"mention_id": "string", "grouping": "string", "parted": "string"},
    )
    return keep(backend, name, grouped.anti_join(touched, "mention_id").union(again))
