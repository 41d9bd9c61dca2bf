"""Recording an outcome: which report and what happened, then when and to which lines."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.outcomes.forms import OutcomeForm, WhatForm
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.recording import Recorded, record_outcome
from v100.casework.outcomes.reports import reports_of


@requires(Action.RECORD_OUTCOME)
@require_http_methods(["GET", "POST"])
def record_page(request: Signed, number: int) -> HttpResponse:
    """The questions one after the other; what is complete is recorded and leads back to him."""
    his = opened(request, number, "outcomes")
    if not isinstance(his, Opened):
        return his
    reports = reports_of(his.nominal, his.run)
    what = WhatForm(request.GET, reports)
    if not what.is_valid():
        return render(request, "outcomes/what.html", {"nominal": his.nominal, "form": what})
    kind, report = Kind(what.cleaned_data["kind"]), reports[what.cleaned_data["report"]]
    form = OutcomeForm(request.POST if request.method == "POST" else None, kind, report)
    same = None
    if form.is_valid():
        try:
            record_outcome(his.nominal, form.told(), run=his.run, by=request.user)
            return redirect("man", number)
        except Recorded as known:
            same = known.outcome
            form.add_error(None, "This is recorded already. Correct what is there if something in it is wrong")
    shown = {"nominal": his.nominal, "form": form, "kind": kind, "report": report, "same": same}
    return render(request, "outcomes/record.html", shown)
