"""The panel's queue, in parts."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.meetings import open_meeting
from v100.casework.panel.queue import PARTS, WAITING, steps_of
from v100.casework.runs.current import month_run

ON_A_PAGE = 25


@requires(Action.SEE_PANEL)
def queue(request: Signed) -> HttpResponse:
    """One page of one part."""
    asked = request.GET.get("show", WAITING)
    part = asked if asked in PARTS else WAITING
    month = month_run()
    page = Paginator(steps_of(part, request.user, month), ON_A_PAGE).get_page(request.GET.get("page"))
    record(Done.SAW_QUEUE, by=request.user, subject="queue", why=f"(show={part}, page={page.number})")
    return render(
        request,
        "panel/queue.html",
        {
            "run": month,
            "page": page,
            "part": part,
            "parts": PARTS,
            "title": PARTS[part],
            "asked": f"show={part}",
            "meeting": open_meeting(),
        },
    )
