"""The page where somebody decides of a lead, or withdraws what was decided."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.links.crimes import crimes_of
from v100.casework.links.decided import decide, decisions_of
from v100.casework.links.forms import DecideForm
from v100.casework.links.leads import leads_of
from v100.casework.links.models import Decision
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.panel.states import NotNow


@requires(Action.DECIDE_LINK)
@require_http_methods(["GET", "POST"])
def decide_link(request: Signed, number: int, report: str) -> HttpResponse:
    """The evidence, all that was decided, and the form. Where the run shows the lead no more, only a withdrawal."""
    his = opened(request, number, f"link to report {report}")
    if not isinstance(his, Opened):
        return his
    men = himself(his.nominal)
    lead = next(iter(leads_of(his.run, his.nominal, men, request.user, report_id=report)), None)
    decisions = decisions_of(men, report)
    if lead is None and not decisions:
        raise Http404
    last = decisions[0] if decisions else None
    choices = [Decision.LINKED, Decision.NOT_LINKED, Decision.TO_TEST] if lead else []
    choices += [Decision.WITHDRAWN] if last and last.holds else []
    seen = last.pk if last else None
    form = DecideForm(request.POST or None, names_of(men), choices, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            decide(
                his.nominal,
                his.run,
                report,
                decision=said["decision"],
                parts=lead.row["parts"] if lead else None,
                why=said["why"],
                seen=said["seen"],
                by=request.user,
            )
            return redirect("links", number)
        except NotNow as faster:
            form.add_error(None, str(faster))
    crime = crimes_of(his.run, [report]).get(report)
    shown = {"nominal": his.nominal, "lead": lead, "crime": crime, "report": report, "decisions": decisions}
    return render(request, "links/decide.html", {**shown, "form": form, "choices": choices})
