"""Which run the site shows: of the last date, of several the one loaded last."""

from v100.casework.runs.models import LoadedRun

NEWS = "news"
"""The policy of runs that are made between months: they bring news of men, and no list and no queue."""


def current_run() -> LoadedRun | None:
    """What is known last. None where none is loaded yet."""
    return LoadedRun.objects.order_by("as_at", "number").last()


def month_run() -> LoadedRun | None:
    """The one that made the list and the queue. None where none is loaded yet."""
    return LoadedRun.objects.exclude(policy=NEWS).order_by("as_at", "number").last()
