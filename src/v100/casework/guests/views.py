"""The guest's page, and the one on which he says where an action stands."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.guests.actions import Given, given_to
from v100.casework.guests.forms import ProgressForm
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow
from v100.casework.plans.kinds import State
from v100.casework.plans.writing import move_action

ASK = "It was not kept. Ask the officer who gave you this action"
"""Why the site refused would say more of the case than a guest is to know."""


@requires(Action.ACT_FOR_AGENCY)
def agency_actions(request: Signed) -> HttpResponse:
    """Every open action of his agency."""
    found = given_to(request.user)
    _record_look(request, found)
    today = timezone.localdate()
    shown = [(each, each.late(today)) for each in found]
    return render(request, "guests/actions.html", {"agency": request.user.agency, "shown": shown})


@requires(Action.ACT_FOR_AGENCY)
@require_http_methods(["GET", "POST"])
def agency_action(request: Signed, given: int) -> HttpResponse:
    """Where one of them stands from now on."""
    each = next((each for each in given_to(request.user) if each.action.pk == given), None)
    if each is None:
        raise Http404
    form = ProgressForm(request.POST or None, each.now)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, each, form)
            return redirect("agency-actions")
        except NotNow:
            form.add_error(None, ASK)
    _record_look(request, [each])
    return render(request, "guests/action.html", {"each": each, "form": form})


@transaction.atomic
def _keep(request: Signed, each: Given, form: ProgressForm) -> None:
    to, words = form.cleaned_data["to"], form.cleaned_data["words"]
    move_action(
        each.nominal,
        each.action,
        to,
        seen=form.cleaned_data["seen"],
        owner=each.now.owner,
        due_on=each.now.due_on,
        why="" if to == State.DONE else words,
        evidence=words if to == State.DONE else "",
        by=request.user,
    )


def _record_look(request: Signed, found: list[Given]) -> None:
    actions = ", ".join(f"action:{each.action.pk}" for each in found)
    shown = sorted({f"nominal:{each.nominal.pk}" for each in found})
    record(Done.SAW_AGENCY_ACTIONS, by=request.user, subject="agency", why=f"({actions or 'none'})", shown=shown)
