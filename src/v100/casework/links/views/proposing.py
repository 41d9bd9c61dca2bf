"""The pages where a lead is proposed to the officer of the crime, and where the answer and its outcome are recorded."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.links.crimes import crimes_of
from v100.casework.links.decided import last_decisions
from v100.casework.links.forms import MoveForm, ProposeForm
from v100.casework.links.models import TO_BE_PROPOSED, Proposal
from v100.casework.links.proposals import move_proposal, proposals_of, propose
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.panel.states import NotNow


@requires(Action.PROPOSE_LINK)
@require_http_methods(["GET", "POST"])
def propose_link(request: Signed, number: int, report: str) -> HttpResponse:
    """A lead that was decided to be tested or linked."""
    his = opened(request, number, f"link to report {report}")
    if not isinstance(his, Opened):
        return his
    men = himself(his.nominal)
    decision = last_decisions(men, [report]).get(report)
    crime = crimes_of(his.run, [report]).get(report)
    if crime is None or decision is None or decision.decision not in TO_BE_PROPOSED:
        raise Http404
    form = ProposeForm(request.POST or None, names_of(men), initial={"to": crime.report["officer"]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            propose(his.nominal, crime, to=said["to"], words=said["words"], on=said["on"], by=request.user)
            return redirect("links", number)
        except NotNow as error:
            form.add_error(None, str(error))
    shown = {"nominal": his.nominal, "crime": crime, "decision": decision, "form": form}
    return render(request, "links/propose.html", shown)


@requires(Action.PROPOSE_LINK)
@require_http_methods(["GET", "POST"])
def proposal_page(request: Signed, number: int, proposal: int) -> HttpResponse:
    """What was proposed, how it stands, and what may follow."""
    his = opened(request, number, f"proposal:{proposal}")
    if not isinstance(his, Opened):
        return his
    men = himself(his.nominal)
    found = get_object_or_404(Proposal, nominal__in=men, pk=proposal)
    proposed = next(each for each in proposals_of(men) if each.proposal == found)
    now = proposed.now
    form = MoveForm(request.POST or None, names_of(men), proposed.next, now.on, initial={"seen": now.number})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            move_proposal(
                his.nominal,
                found,
                said["state"],
                on=said["on"],
                why=said["why"],
                seen=said["seen"],
                by=request.user,
            )
            return redirect("links", number)
        except NotNow as error:
            form.add_error(None, str(error))
    return render(request, "links/proposal.html", {"nominal": his.nominal, "each": proposed, "form": form})
