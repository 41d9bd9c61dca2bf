"""Series: undetected serious crimes that may be by one hand.

Crimes whose pair weighs enough are drawn together, two groups only while the mean of all pairs between them weighs
enough (average linkage, as in Porter 2016), so that a chain of lucky pairs makes no series.
"""

from collections.abc import Iterator, Sequence

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis import _
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from v100.compared import categories
from v100.linkage.candidates import neighbours
from v100.linkage.comparisons import COMPARISONS
from v100.linkage.evidence import pair_evidence
from v100.linkage.model import Model
from v100.linkage.weighing import TENTHS
from v100.tables import SERIES

TOGETHER = 2.0
"""log10 of the Bayes factor: two crimes of a series are a hundred times likelier to look so alike by one hand."""


def find_series(undetected: ir.Table, features: ir.Table, model: Model) -> pa.Table:
    """tables.SERIES among `undetected` crimes (report_id) of serious categories."""
    serious = [name for name, category in categories().items() if category.serious]
    own = features.semi_join(undetected, "report_id").filter(_.category.isin(serious))
    alike = pair_evidence(neighbours(own), own, model, COMPARISONS).filter(_.log10_bf > 0)
    told = alike.select("one", "other", "log10_bf").order_by("one", "other").to_pyarrow()
    found = sorted(_together(told["one"].to_pylist(), told["other"].to_pylist(), told["log10_bf"].to_numpy()))
    rows = [
        {"series_id": f"S-{reports[0]}", "report_id": report, "crimes": len(reports)}
        for reports in found
        for report in reports
    ]
    return SERIES.arrow(rows)


def _together(one: Sequence[str], other: Sequence[str], weight: npt.NDArray[np.int64]) -> Iterator[list[str]]:
    names = np.unique(np.array([*one, *other], dtype=object))
    if not len(names):
        return
    left, right = np.searchsorted(names, one), np.searchsorted(names, other)
    strong = weight >= TOGETHER * TENTHS
    size = len(names)
    graph = coo_matrix((np.ones(strong.sum()), (left[strong], right[strong])), shape=(size, size))
    count, label = connected_components(graph, directed=False)
    for group in np.flatnonzero(np.bincount(label, minlength=count) > 1):
        members = np.flatnonzero(label == group)
        inside = np.isin(left, members) & np.isin(right, members)
        place = {member: number for number, member in enumerate(members.tolist())}
        alike = np.zeros((len(members), len(members)))
        for a, b, bf in zip(left[inside], right[inside], weight[inside], strict=True):
            alike[place[a], place[b]] = alike[place[b], place[a]] = bf
        far = alike.max() - alike
        np.fill_diagonal(far, 0.0)
        tree = linkage(squareform(far, checks=False), "average")
        cut = fcluster(tree, alike.max() - TOGETHER * TENTHS, "distance")
        for each in np.unique(cut):
            reports = sorted(names[members[cut == each]].tolist())
            if len(reports) > 1:
                yield reports
