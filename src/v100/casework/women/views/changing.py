"""The pages on which something is recorded of her, what came of it, and what could identify her is erased."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.notes.names_nobody import names_of
from v100.casework.panel.states import NotNow
from v100.casework.plans.writing import look_at_safety
from v100.casework.women.erasing import erase
from v100.casework.women.forms import FORMS, EraseForm, LookForm, StepForm, TaskForm
from v100.casework.women.kinds import SHAPES, Part
from v100.casework.women.models import Record
from v100.casework.women.owners import owners_for
from v100.casework.women.recording import add_step, keep
from v100.casework.women.views.opened import OpenedWoman, opened
from v100.casework.women.who_she_is import his_numbers

Said = dict[str, Any]


@requires(Action.RECORD_OF_WOMAN)
@require_http_methods(["GET", "POST"])
def record_page(request: Signed, woman: int, part: str) -> HttpResponse:
    """One more record of a part."""
    if part not in Part.values:
        raise Http404
    hers = opened(request, woman, part)
    if not isinstance(hers, OpenedWoman):
        return hers
    kind = Part(part)
    make = FORMS[kind]
    data = request.POST or None
    form = make(data, owners_for(hers.references, hers.run)) if issubclass(make, TaskForm) else make(data)

    def save(said: Said) -> None:
        values = {name: said.pop(name) for name in make.values}
        numbers = his_numbers(hers.references, hers.run) if kind == Part.SAFE_CONTACT else None
        keep(hers.woman, kind, by=request.user, values=values, his_numbers=numbers, **said)

    return _page(request, hers, form, save, title=SHAPES[kind].add, button="Keep it")


@requires(Action.RECORD_OF_WOMAN)
@require_http_methods(["GET", "POST"])
def step_page(request: Signed, woman: int, record: int) -> HttpResponse:
    """What came of one record."""
    hers = opened(request, woman, "what came of it")
    if not isinstance(hers, OpenedWoman):
        return hers
    kept = get_object_or_404(Record, woman__person_id__in=hers.references, pk=record)
    part = Part(kept.part)
    if not SHAPES[part].then:
        raise Http404
    form = StepForm(request.POST or None, part)

    def save(said: Said) -> None:
        add_step(hers.woman, kept, by=request.user, **said)

    return _page(request, hers, form, save, title=f"What came of it: {part.label}", button="Keep it", kept=kept)


@requires(Action.LOOK_AT_SAFETY)
@require_http_methods(["GET", "POST"])
def look_page(request: Signed, woman: int) -> HttpResponse:
    """Her safety plan was looked at: the same rows as on the plan of each man of her reports."""
    hers = opened(request, woman, "her safety plan was looked at")
    if not isinstance(hers, OpenedWoman):
        return hers
    men = list({man.pk: man for report in hers.reports for man in report.men}.values())
    form = LookForm(request.POST or None, names_of([man.pk for man in men]))

    def save(said: Said) -> None:
        with transaction.atomic():
            for man in men:
                look_at_safety(man, woman=hers.now, on=said["on"], words=said["words"], by=request.user)

    return _page(request, hers, form, save, title="Her safety plan was looked at", button="Record it")


@requires(Action.ERASE_CONTACT)
@require_http_methods(["GET", "POST"])
def erase_page(request: Signed, woman: int) -> HttpResponse:
    """What could identify her is erased."""
    hers = opened(request, woman, "to erase")
    if not isinstance(hers, OpenedWoman):
        return hers
    form = EraseForm(request.POST or None)

    def save(said: Said) -> None:
        erase(hers.woman, hers.references, reason=said["reason"], by=request.user)

    return _page(request, hers, form, save, title="Erase what could identify her", button="Erase it for good")


def _page(
    request: Signed, hers: OpenedWoman, form: forms.Form, save: Callable[[Said], None], **shown: Any
) -> HttpResponse:
    """The form; once it is filled in and kept, her page."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data)
            return redirect("woman", hers.woman.pk)
        except NotNow as error:
            form.add_error(None, str(error))
    return render(request, "women/change.html", {"woman": hers.woman, "form": form, **shown})
