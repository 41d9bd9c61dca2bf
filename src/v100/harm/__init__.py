"""Harm: score, rank, reasons, precursors."""

from v100.harm.precursors import find_precursors, not_known
from v100.harm.score import Previous, Scored, score

__all__ = ["Previous", "Scored", "find_precursors", "not_known", "score"]
