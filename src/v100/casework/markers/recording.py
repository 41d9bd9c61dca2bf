"""Recording a warning and ending it: one at a time for each man, on the record."""

from datetime import date

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.markers.kinds import Kind, Source
from v100.casework.markers.models import Marker, MarkerEnd
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow


@transaction.atomic
def record_marker(nominal: Nominal, *, kind: Kind, source: Source, known_on: date, by: User) -> Marker:
    """A new warning. Raises NotNow where the same source says the same already."""
    held(nominal)
    if Marker.objects.filter(nominal__in=himself(nominal), kind=kind, source=source, end=None).exists():
        raise NotNow(f"“{kind.label}” is recorded already with this source: end that one first if it is out of date")
    marker: Marker = Marker.objects.create(nominal=nominal, kind=kind, source=source, known_on=known_on, by=by)
    record(Done.RECORDED_MARKER, by=by, subject=f"nominal:{nominal.pk}", why=f"({kind.value}, marker:{marker.pk})")
    return marker


@transaction.atomic
def end_marker(nominal: Nominal, marker: Marker, *, reason: str, by: User) -> MarkerEnd:
    """A warning of this man, recorded under whichever of his references, holds no more. Raises NotNow where somebody
    ended it meanwhile.
    """
    held(marker.nominal)
    if MarkerEnd.objects.filter(marker=marker).exists():
        raise NotNow("Somebody ended it meanwhile")
    end: MarkerEnd = MarkerEnd.objects.create(marker=marker, reason=reason, by=by)
    record(Done.ENDED_MARKER, by=by, subject=f"nominal:{nominal.pk}", why=f"{reason} (marker:{marker.pk})")
    return end
