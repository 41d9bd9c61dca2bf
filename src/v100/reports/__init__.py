"""The printed briefing: one HTML file per run that opens without network."""

from v100.reports.briefing import briefing
from v100.reports.facts import Facts

__all__ = ["Facts", "briefing"]
