"""The list of days on which women are asked after, and the page where it is recorded."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.leaving.aftercare import record_aftercare, waiting
from v100.casework.leaving.forms import AftercareForm
from v100.casework.nominals.himself import himself
from v100.casework.notes.names_nobody import names_of
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow


@requires(Action.SEE_AFTERCARE)
@require_http_methods(["GET", "POST"])
def aftercare(request: Signed) -> HttpResponse:
    """By reference only; nobody's name stands here."""
    found = list(waiting(request.user))
    record(
        Done.SAW_AFTERCARE,
        by=request.user,
        subject="aftercare",
        shown=sorted({f"nominal:{each.nominal_id}" for each in found}),
    )
    return render(request, "leaving/aftercare.html", {"waiting": found, "today": timezone.localdate()})


@requires(Action.SEE_AFTERCARE)
@require_http_methods(["GET", "POST"])
def aftercare_page(request: Signed, aftercare: int) -> HttpResponse:
    """One of them."""
    found = get_object_or_404(waiting(request.user), pk=aftercare)
    record(Done.SAW_AFTERCARE, by=request.user, subject=f"aftercare:{found.pk}", shown=[f"nominal:{found.nominal_id}"])
    form = AftercareForm(request.POST or None, names_of(himself(found.nominal)))
    if request.method == "POST" and form.is_valid():
        try:
            record_aftercare(found, on=form.cleaned_data["on"], words=form.cleaned_data["words"], by=request.user)
            return redirect("aftercare")
        except NotNow as fault:
            form.add_error(None, str(fault))
    return render(request, "leaving/record.html", {"each": found, "form": form})
