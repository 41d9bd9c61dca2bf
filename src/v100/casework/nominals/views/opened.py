"""A man whose page is open: who gave no reason yet is asked for one, and every look is on the record."""

from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.opening import ask_reason, reason_for
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import current_run
from v100.casework.runs.models import LoadedRun


class Opened(NamedTuple):
    """A man and the run that the site shows."""

    nominal: Nominal
    run: LoadedRun


def opened(request: Signed, number: int, part: str, done: Done = Done.OPENED_MAN) -> Opened | HttpResponse:
    """Him, or the page that asks why. `part` says for the record which part of what is kept of him is opened."""
    run = current_run()
    nominal = get_object_or_404(Nominal.objects.visible_to(request.user), pk=number)
    if run is None:
        raise Http404
    why = reason_for(request, nominal)
    if why is None:
        return ask_reason(request, nominal, opens=reverse("man", args=[number]))
    record(done, by=request.user, subject=f"nominal:{number}", why=f"{why} ({part})")
    return Opened(nominal, run)
