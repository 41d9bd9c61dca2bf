"""A woman whose page is open: reached by a report that this person may see, for a reason, on the record."""

from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.defaults import page_not_found

from v100.casework.accounts.request import Signed
from v100.casework.alerts.colleagues import tell_of_look
from v100.casework.nominals.opening import keep_reason, reason_for
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.models import LoadedRun
from v100.casework.women.forms import OpenForm
from v100.casework.women.herself import herself, known_as, last_run
from v100.casework.women.models import Woman
from v100.casework.women.reached import Reported, reports_for


class OpenedWoman(NamedTuple):
    """She, her references and the one that the last run that carries a report of hers knows her by, that run, and her
    reports that this person may see."""

    woman: Woman
    references: list[str]
    now: str
    run: LoadedRun
    reports: list[Reported]


def reached(request: Signed, number: int) -> OpenedWoman | HttpResponse:
    """She; where no report of hers is this person's to see, an answer as if she were not there, on the record."""
    woman = get_object_or_404(Woman, pk=number)
    references = herself(woman.person_id)
    run = last_run(references)
    reports = reports_for(request.user, references, run) if run else []
    if run is None or not reports:
        record(Done.REFUSED, by=request.user, subject="open_woman", why=f"(woman:{number}: no report to see)")
        return page_not_found(request, Http404())
    return OpenedWoman(woman, references, known_as(references, run), run, reports)


def opened(request: Signed, number: int, part: str = "") -> OpenedWoman | HttpResponse:
    """She, on the record, or the page that asks why."""
    hers = reached(request, number)
    if not isinstance(hers, OpenedWoman):
        return hers
    why = reason_for(request, hers.woman)
    if why is None:
        return ask(request, OpenForm(), opens=reverse("woman", args=[number]))
    men = sorted({man.pk for report in hers.reports for man in report.men})
    shown = [] if part else [f"nominal:{man}" for man in men]
    done = f"{why} ({part})" if part else why
    record(Done.OPENED_WOMAN, by=request.user, subject=f"woman:{number}", why=done, shown=shown)
    tell_of_look(hers.woman, hers.references, why=why, by=request.user)
    return hers


def ask(request: Signed, form: OpenForm, *, opens: str = "") -> HttpResponse:
    """The page that asks why her page is opened."""
    return render(request, "women/open.html", {"form": form, "opens": opens})


def take_reason(request: Signed, form: OpenForm, person_id: str, run: LoadedRun) -> HttpResponse:
    """Keep the reason and go on to her page, which is made when somebody first opens it; a look without a reason is
    refused, on the record."""
    if not form.is_valid():
        record(Done.REFUSED, by=request.user, subject="open_woman", why=f"({person_id}: no reason was given)")
        return ask(request, form)
    woman, _ = Woman.objects.get_or_create(person_id=person_id, defaults={"first_run": run})
    keep_reason(request, woman, form.cleaned_data["why"])
    return redirect("woman", woman.pk)
