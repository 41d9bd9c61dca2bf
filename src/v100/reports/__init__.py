"""The printed briefing: one HTML file per run that opens without network; and one person's part of it."""

from v100.reports.briefing import briefing
from v100.reports.facts import Facts, Recognition
from v100.reports.harm import Ranks
from v100.reports.parts import Part, person_part

__all__ = ["Facts", "Part", "Ranks", "Recognition", "briefing", "person_part"]
