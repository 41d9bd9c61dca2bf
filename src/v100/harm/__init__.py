"""Harm: score, rank, reasons, precursors, how far doubt about identity moves the ranks."""

from v100.harm.chance import chances
from v100.harm.events import custody_spells, person_events
from v100.harm.links import Links, Tie, links
from v100.harm.precursors import find_precursors, not_known
from v100.harm.questions import Question, questions
from v100.harm.score import Previous, Scored, score

__all__ = [
    "Links",
    "Previous",
    "Question",
    "Scored",
    "Tie",
    "chances",
    "custody_spells",
    "find_precursors",
    "links",
    "not_known",
    "person_events",
    "questions",
    "score",
]
