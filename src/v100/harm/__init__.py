"""Harm: score, rank, reasons, precursors, how far doubt about identity moves the ranks."""

from v100.harm.ages import occurred
from v100.harm.chance import chances
from v100.harm.counting import count_lines
from v100.harm.decisions import bind
from v100.harm.events import custody_spells, person_events
from v100.harm.links import Links, Tie, links
from v100.harm.movement import who_is_who_now
from v100.harm.precursors import find_precursors, not_known
from v100.harm.questions import Question, questions
from v100.harm.score import Previous, Scored, score

__all__ = [
    "Links",
    "Previous",
    "Question",
    "Scored",
    "Tie",
    "bind",
    "chances",
    "count_lines",
    "custody_spells",
    "find_precursors",
    "links",
    "not_known",
    "occurred",
    "person_events",
    "questions",
    "score",
    "who_is_who_now",
]
