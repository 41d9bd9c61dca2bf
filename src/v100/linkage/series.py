"""Series: undetected serious crimes that may be by one hand.

Crimes whose pair weighs enough are drawn together, two groups only while the mean of all pairs between them weighs
enough (average linkage, as in Porter 2016), so that a chain of lucky pairs makes no series.
"""

from collections.abc import Callable, Iterator, Mapping

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from ibis import _

from v100.compared import categories
from v100.linkage.candidates import neighbours
from v100.linkage.comparisons import COMPARISONS
from v100.linkage.evidence import pair_evidence
from v100.linkage.model import Model
from v100.linkage.weighing import TENTHS
from v100.tables import SERIES

TOGETHER = 3.0
"""log10 of the Bayes factor: two crimes of a series are a thousand times likelier to look so alike by one hand. Of
pairs that weigh less hardly any is one man's (docs/method/links.md)."""
NEARER = 3
"""Crimes of a series are sought so many times nearer each other than a man's are: two undetected crimes far apart are
never alike enough."""


def find_series(
    undetected: ir.Table,
    features: ir.Table,
    model: Model,
    keep: Callable[[str, ir.Table | pa.Table], ir.Table],
) -> pa.Table:
    """tables.SERIES among `undetected` crimes (report_id) of serious categories.

    Pairs stay in the engine; what leaves it are those within groups that strong pairs hold together.
    """
    serious = [name for name, category in categories().items() if category.serious]
    own = keep("series_crime", features.semi_join(undetected, "report_id").filter(_.category.isin(serious)))
    near = keep("series_near", neighbours(own, nearer=NEARER))
    alike = pair_evidence(near, own, model, COMPARISONS).filter(_.log10_bf > 0)
    told = keep("series_pair", alike.select("one", "other", "log10_bf"))
    strong = told.filter(_.log10_bf >= round(TOGETHER * TENTHS)).select("one", "other")
    groups = keep("series_group", _hanging(strong.to_pyarrow()))
    first = groups.select(one="report_id", hangs="hangs")
    inside = told.join(first, "one").join(groups.select(other="report_id", also="hangs"), "other")
    inside = inside.filter(inside.hangs == inside.also).order_by("hangs", "one", "other")
    rows = [
        {"series_id": f"S-{reports[0]}", "report_id": report, "crimes": len(reports)}
        for reports in sorted(_series(inside.select("hangs", "one", "other", "log10_bf").to_pyarrow()))
        for report in reports
    ]
    return SERIES.arrow(rows)


def _hanging(pairs: pa.Table) -> pa.Table:
    """report_id, hangs: which crimes hang together by pairs (one, other), each group named by a number."""
    from scipy.sparse import coo_matrix  # slow to import, and many a run has no pair
    from scipy.sparse.csgraph import connected_components

    one, other = (pairs[side].to_numpy(zero_copy_only=False).astype(object) for side in ("one", "other"))
    names = np.unique(np.concatenate([one, other]))
    ends = np.searchsorted(names, one), np.searchsorted(names, other)
    graph = coo_matrix((np.ones(len(one)), ends), shape=(len(names), len(names)))
    _count, label = connected_components(graph, directed=False)
    return pa.table({"report_id": pa.array(names, pa.string()), "hangs": pa.array(label, pa.int64())})


def _series(pairs: pa.Table) -> Iterator[list[str]]:
    """The crimes of each series, of pairs (hangs, one, other, log10_bf) in order of `hangs`."""
    weights: dict[tuple[str, str], int] = {}
    hangs = None
    for pair in pairs.to_pylist():
        if pair["hangs"] != hangs:
            yield from _parted(weights)
            hangs, weights = pair["hangs"], {}
        weights[pair["one"], pair["other"]] = pair["log10_bf"]
    yield from _parted(weights)


def _parted(weights: Mapping[tuple[str, str], int]) -> Iterator[list[str]]:
    """Groups of two crimes or more whose pairs weigh enough on average; a pair that is not told weighs nothing."""
    names = sorted({end for pair in weights for end in pair})
    if not names:
        return
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    place = {name: number for number, name in enumerate(names)}
    alike = np.zeros((len(names), len(names)))
    for (one, other), weight in weights.items():
        alike[place[one], place[other]] = alike[place[other], place[one]] = weight
    far = alike.max() - alike
    np.fill_diagonal(far, 0.0)
    cut = fcluster(linkage(squareform(far, checks=False), "average"), alike.max() - TOGETHER * TENTHS, "distance")
    for each in np.unique(cut):
        reports = [names[member] for member in np.flatnonzero(cut == each)]
        if len(reports) > 1:
            yield reports
