"""A ranked man and undetected crimes that may be his; series of undetected crimes by one hand."""

from v100.linkage.comparisons import COMPARISONS, OF_HIM, Comparison, Measured, listed, valued, worded
from v100.linkage.crimes import crimes, suspects_of
from v100.linkage.decided import decided_links
from v100.linkage.evidence import pair_evidence
from v100.linkage.find import find_links, prepared
from v100.linkage.marks import matching_marks
from v100.linkage.model import FEW, Model
from v100.linkage.repeats import without_repeats
from v100.linkage.series import find_series
from v100.linkage.training import learn_from, train
from v100.linkage.weighing import TENTHS

__all__ = [
    "COMPARISONS",
    "FEW",
    "OF_HIM",
    "TENTHS",
    "Comparison",
    "Measured",
    "Model",
    "crimes",
    "decided_links",
    "find_links",
    "find_series",
    "learn_from",
    "listed",
    "matching_marks",
    "pair_evidence",
    "prepared",
    "suspects_of",
    "train",
    "valued",
    "without_repeats",
    "worded",
]
