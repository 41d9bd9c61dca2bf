"""An officer's own list: the men whose lead responsible officer he is."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.own_men import PARTS, own_men
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import current_run

ON_A_PAGE = 25
ALL = "all"


@requires(Action.SEE_OWN_MEN)
def own(request: Signed) -> HttpResponse:
    """One page of one part of them."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    asked = request.GET.get("show", ALL)
    part = asked if asked in PARTS else ALL
    words, belongs = PARTS[part]
    men = [man for man in own_men(request.user, run) if belongs(man)]
    page = Paginator(men, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [f"nominal:{man.nominal.pk}" for man in page]
    record(Done.SAW_OWN_MEN, by=request.user, subject=f"user:{request.user.pk}", why=f"(show={part})", shown=shown)
    parts = {name: said for name, (said, _) in PARTS.items()}
    return render(
        request,
        "nominals/own.html",
        {"run": run, "page": page, "part": part, "parts": parts, "words": words, "asked": f"show={part}"},
    )
