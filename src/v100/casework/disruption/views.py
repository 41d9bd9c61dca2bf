"""The pages where a disruption is recorded, graded again, and read by a second person."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.forms import AgreeForm, DisruptionForm, GradeForm
from v100.casework.disruption.grading import agree, grade_again, record_disruption
from v100.casework.disruption.models import Disruption
from v100.casework.disruption.reading import Logged, log_of
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.panel.states import NotNow


@requires(Action.RECORD_DISRUPTION)
@require_http_methods(["GET", "POST"])
def record_disruption_page(request: Signed, number: int) -> HttpResponse:
    """Something that was done."""
    his = opened(request, number, "disruption")
    if not isinstance(his, Opened):
        return his
    form = DisruptionForm(request.POST or None, names_of(himself(his.nominal)), criteria(settings.STORE))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            record_disruption(
                his.nominal,
                words=said["words"],
                on=said["on"],
                grade=said["grade"],
                until=said["until"],
                evidence=said["evidence"],
                by=request.user,
            )
            return _back(number)
        except NotNow as error:
            form.add_error(None, str(error))
    return _page(request, his, form, title="Record a disruption", button="Record it")


@requires(Action.RECORD_DISRUPTION)
@require_http_methods(["GET", "POST"])
def grade_page(request: Signed, number: int, disruption: int) -> HttpResponse:
    """Another grade, or another end of the claim."""
    his = opened(request, number, "disruption")
    if not isinstance(his, Opened):
        return his
    logged = _logged(his, disruption)
    here = {"until": logged.now.until, "grade": logged.now.effect, "seen": logged.now.number}
    names, on = names_of(himself(his.nominal)), logged.disruption.on
    form = GradeForm(request.POST or None, names, criteria(settings.STORE), on, initial=here)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            grade_again(
                his.nominal,
                logged.disruption,
                grade=said["grade"],
                until=said["until"],
                evidence=said["evidence"],
                seen=said["seen"] or 0,
                by=request.user,
            )
            return _back(number)
        except NotNow as error:
            form.add_error(None, str(error))
    return _page(request, his, form, title="Grade it again", button="Grade it", logged=logged)


@requires(Action.READ_DISRUPTION)
@require_http_methods(["GET", "POST"])
def agree_page(request: Signed, number: int, disruption: int) -> HttpResponse:
    """A second reader."""
    his = opened(request, number, "disruption")
    if not isinstance(his, Opened):
        return his
    logged = _logged(his, disruption)
    names = names_of(himself(his.nominal))
    form = AgreeForm(request.POST or None, names, initial={"seen": logged.now.number})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            agree(his.nominal, logged.disruption, evidence=said["evidence"], seen=said["seen"], by=request.user)
            return _back(number)
        except NotNow as error:
            form.add_error(None, str(error))
    return _page(request, his, form, title="Agree with its grade", button="I agree", logged=logged)


def _logged(his: Opened, disruption: int) -> Logged:
    men = himself(his.nominal)
    found = get_object_or_404(Disruption, nominal__in=men, pk=disruption)
    log = log_of(his.nominal, men, his.run, criteria(settings.STORE), timezone.localdate())
    return next(each for each in log if each.disruption.pk == found.pk)


def _back(number: int) -> HttpResponse:
    return redirect("plan", number)


def _page(request: Signed, his: Opened, form: forms.Form, **shown: Any) -> HttpResponse:
    return render(request, "disruption/change.html", {"nominal": his.nominal, "form": form, **shown})
