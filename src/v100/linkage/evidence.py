"""The evidence that two crimes are by one hand, whoever it is."""

from collections.abc import Sequence

import ibis.expr.types as ir

from v100.linkage.comparisons import Comparison
from v100.linkage.levels import Side, levels
from v100.linkage.model import Model
from v100.linkage.weighing import log10_part


def pair_evidence(pairs: ir.Table, features: ir.Table, model: Model, comparisons: Sequence[Comparison]) -> ir.Table:
    """one, other, category, log10_bf and of each comparison its level and part (`distance`, `distance_part`), the
    figures in ten-thousandths. `pairs`: one, other (report_id) of one category."""
    its = features.view()
    both = pairs.join(features, pairs.one == features.report_id).join(
        its, pairs.other == its.report_id, rname="its_{name}"
    )
    found = levels(Side(both, ""), Side(both, "its_"), comparisons)
    parts = {f"{name}_part": log10_part(both.category_no, level, name, model) for name, level in found.items()}
    told = both.select("one", "other", "category", **found, **parts)
    return told.mutate(log10_bf=sum(told[name].fill_null(0) for name in parts))
