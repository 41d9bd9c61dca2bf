"""The run that the site shows: of the last date, of several the one loaded last."""

from v100.casework.runs.models import LoadedRun


def current_run() -> LoadedRun | None:
    """None where none is loaded yet."""
    return LoadedRun.objects.order_by("as_at", "number").last()
