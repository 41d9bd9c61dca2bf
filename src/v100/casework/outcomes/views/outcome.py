"""One outcome: what is said of it, by whom, and every earlier telling. Correcting it, or taking it back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.outcomes.forms import OutcomeForm
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.recording import Overtaken, Recorded, correct_outcome, take_back
from v100.casework.outcomes.reports import Report, reports_of
from v100.reports.reference import offence_titles


@requires(Action.OPEN_MAN)
def outcome_page(request: Signed, number: int, outcome: int) -> HttpResponse:
    """The outcome as it stands now, whichever of its tellings was asked for."""
    his = opened(request, number, "outcomes")
    if not isinstance(his, Opened):
        return his
    told = _tellings(get_object_or_404(Outcome, nominal=his.nominal, pk=outcome))
    now, titles = told[0], offence_titles()
    shown = {
        "nominal": his.nominal,
        "now": now,
        "told": told,
        "offences": [(each.line, titles.get(each.ho_code, each.ho_code)) for each in now.offences.order_by("line")],
        "again": [each for one in told for each in one.told_again.select_related("run").order_by("-pk")],
    }
    return render(request, "outcomes/outcome.html", shown)


@requires(Action.RECORD_OUTCOME)
@require_http_methods(["GET", "POST"])
def correct_page(request: Signed, number: int, outcome: int) -> HttpResponse:
    """What is wrong in it, or that it did not happen; who comes second is shown what the first made of it."""
    his = opened(request, number, "outcomes")
    if not isinstance(his, Opened):
        return his
    was = get_object_or_404(Outcome, nominal=his.nominal, pk=outcome)
    report = reports_of(his.nominal, his.run).get(was.report_id, Report(was.report_id, was.crime_ref, was.on, ()))
    taking_back = "take_back" in request.POST
    form = OutcomeForm(request.POST if request.method == "POST" else None, Kind(was.kind), report, was)
    if taking_back:
        form.fields = {"why": form.fields["why"]}
    later = Outcome.objects.filter(replaces=was).first()
    if form.is_valid():
        why = form.cleaned_data["why"]
        try:
            if taking_back:
                take_back(was, why=why, run=his.run, by=request.user)
            else:
                correct_outcome(was, form.told(), why=why, run=his.run, by=request.user)
            return redirect("man", number)
        except Overtaken as faster:
            later = faster.outcome
        except Recorded:
            form.add_error(None, "Another outcome says the same already: take this one back instead")
    if later:
        return render(request, "outcomes/overtaken.html", {"nominal": his.nominal, "now": _tellings(later)[0]})
    return render(request, "outcomes/correct.html", {"nominal": his.nominal, "form": form, "was": was})


def _tellings(outcome: Outcome) -> list[Outcome]:
    """Every telling of it, the last first."""
    told = {each.pk: each for each in Outcome.objects.filter(nominal=outcome.nominal).select_related("by", "run")}
    later = {each.replaces_id: each for each in told.values() if each.replaces_id}
    now = told[outcome.pk]
    while now.pk in later:
        now = later[now.pk]
    chain = [now]
    while chain[-1].replaces_id in told:
        chain.append(told[chain[-1].replaces_id])
    return chain
