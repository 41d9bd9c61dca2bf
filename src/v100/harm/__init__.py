"""Harm: score, rank, reasons, precursors."""

from v100.harm.score import Previous, Scored, score

__all__ = ["Previous", "Scored", "score"]
