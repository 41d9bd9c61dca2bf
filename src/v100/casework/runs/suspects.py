"""Who is named in a report as the one who did it."""

from typing import Any

from django.db.models import Q, QuerySet

from v100.casework.runs.models import MODELS, LoadedRun


def as_suspects(run: LoadedRun) -> QuerySet[Any]:
    """A run's mentions of suspects, without witnesses, others involved, and whoever was eliminated."""
    found: QuerySet[Any] = MODELS["suspect"].objects.filter(
        Q(role=None) | Q(role="suspect"), run=run, eliminated_on__isnull=True
    )
    return found
