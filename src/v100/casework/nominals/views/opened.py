"""A man whose page is open: who gave no reason yet is asked for one, and every look is on the record."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.opening import THEN, ask_reason, reason_for
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import current_run
from v100.casework.runs.models import LoadedRun


class Opened(NamedTuple):
    """A man, the run that the site shows, why somebody opens him, and which part of what is kept of him."""

    nominal: Nominal
    run: LoadedRun
    why: str
    part: str

    def record(self, request: Signed, done: Done = Done.OPENED_MAN, shown: Iterable[Nominal] = ()) -> None:
        """Write down the look; `shown` are other men whom the page shows too."""
        why = f"{self.why} ({self.part})" if self.part else self.why
        men = [f"nominal:{man.pk}" for man in shown]
        record(done, by=request.user, subject=f"nominal:{self.nominal.pk}", why=why, shown=men)


def asked_for(request: Signed, number: int, part: str = "") -> Opened | HttpResponse:
    """Him, or the page that asks why. Whoever shows him records it."""
    run = current_run()
    nominal = get_object_or_404(Nominal.objects.visible_to(request.user), pk=number)
    if run is None:
        raise Http404
    why = reason_for(request, nominal)
    if why is None:
        page, then = reverse("man", args=[number]), urlencode({THEN: request.get_full_path()})
        return ask_reason(request, nominal, opens=f"{page}?{then}" if request.method == "GET" else page)
    return Opened(nominal, run, why, part)


def opened(request: Signed, number: int, part: str = "") -> Opened | HttpResponse:
    """Him, on the record, or the page that asks why."""
    his = asked_for(request, number, part)
    if isinstance(his, Opened):
        his.record(request)
    return his
