"""Whether the programme works and is fair, for those who answer for it: one page, and each page of evidence whole."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.evidence.as_sealed import as_sealed
from v100.casework.evidence.models import LoadedEvidence, UnloadedEvidence
from v100.casework.evidence.questions import QUESTIONS, answers, said_by
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import month_run


@requires(Action.SEE_EVIDENCE)
def works(request: Signed) -> HttpResponse:
    """Every question with its answer."""
    found = answers()
    seen = [f"evidence:{each.loaded.evidence_id}" for each in found if each.loaded]
    record(Done.SAW_EVIDENCE, by=request.user, subject="evidence", shown=seen)
    shown = {"answers": found, "run": month_run(), "unloaded": UnloadedEvidence.objects.all()}
    return render(request, "evidence/works.html", shown)


@requires(Action.SEE_EVIDENCE)
def evidence_page(request: Signed, evidence: int) -> HttpResponse:
    """One page of evidence, all of it; as it was sealed where this version cannot draw it."""
    loaded = get_object_or_404(LoadedEvidence, pk=evidence)
    record(Done.OPENED_EVIDENCE, by=request.user, subject=f"evidence:{loaded.evidence_id}")
    shown = {
        "loaded": loaded,
        "question": next((each for each in QUESTIONS if each.about == loaded.about), None),
        "others": LoadedEvidence.objects.filter(about=loaded.about).exclude(pk=loaded.pk).reverse(),
    }
    said = said_by(loaded)
    if said is None:
        return render(request, "evidence/as_sealed.html", {**shown, "sealed": as_sealed(loaded)})
    return render(request, "evidence/evidence.html", {**shown, "evidence": said})
