"""What is counted of a quarter, as it is: what the preview shows beside what is told."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from v100.casework.nominals.models import Listing
from v100.casework.publishing.quarter import Quarter
from v100.casework.results.figures import FIGURES, results
from v100.casework.results.window import LISTED, Window
from v100.casework.runs.models import LoadedRun

FIGURES_TOLD = {
    "people-arrested": "Each man once, however often.",
    "arrests": "A man on a day, however many reports.",
    "vawg-arrests": "At least one of the offences was against a woman or girl.",
    "offences-arrested-for": "Each offence of a man once.",
    "people-charged": "Each man once.",
    "offences-charged": "Each offence of a man once.",
    "people-convicted": "Each man once.",
    "offences-convicted": "Each offence of a man once.",
    "people-sentenced": "Each man once. How long is not told: of few it would tell of one.",
    "orders": "Each order that was recorded.",
}
"""Figures of the results that are told, each with what it counts."""

BY_TYPE_TOLD = ("offences-arrested-for", "offences-charged", "offences-convicted")

ARRESTS, OF_THEM_VAWG = "arrests", "vawg-arrests"


@dataclass(frozen=True)
class Numbers:
    """Of the programme's men from the day on which each was first listed: the list, each figure, offences by type."""

    listed: int
    figures: dict[str, int]
    by_type: dict[str, dict[str, int]]


def count(quarter: Quarter, run: LoadedRun) -> Numbers:
    """The same whoever asks: without men who may be colleagues, as everybody but professional standards counts. What
    professional standards see could otherwise be worked out from the difference.
    """
    found = results(Window(quarter.first, quarter.last, LISTED), AnonymousUser())
    return Numbers(
        listed=Listing.objects.filter(run=run, rank__lte=run.list_size).count(),
        figures={name: found.all[name] for name in FIGURES_TOLD},
        by_type={name: {kind: counts[name] for kind, counts in found.by_type.items()} for name in BY_TYPE_TOLD},
    )


def words_of(figure: str) -> str:
    """A figure's words as a heading."""
    words = FIGURES[figure].words
    return words[0].upper() + words[1:]
