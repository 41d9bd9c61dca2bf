"""The agenda of a tasking meeting, and its minutes."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import current_run
from v100.casework.tasking.agenda import PARTS, agenda, with_names
from v100.casework.tasking.minutes import days, minutes

ON_A_PAGE = 25
ALL = "all"


@requires(Action.SEE_TASKING)
def tasking(request: Signed) -> HttpResponse:
    """One page of one part of the agenda."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    asked = request.GET.get("show", ALL)
    part = asked if asked in PARTS else ALL
    found = agenda(request.user, run, timezone.localdate())
    counts = {name: sum(1 for each in found if name in each.why) for name in PARTS if name != ALL}
    wanted = [each for each in found if part == ALL or part in each.why]
    page = Paginator(wanted, ON_A_PAGE).get_page(request.GET.get("page"))
    seen = [f"nominal:{each.man}" for each in page]
    record(Done.SAW_AGENDA, by=request.user, subject="tasking", why=f"(show={part})", shown=seen)
    return render(
        request,
        "tasking/agenda.html",
        {
            "run": run,
            "page": page,
            "shown": with_names(page, run),
            "part": part,
            "parts": PARTS,
            "counts": [(name, PARTS[name], number) for name, number in counts.items()],
            "words": PARTS[part],
            "days": days(request.user),
            "asked": f"show={part}",
        },
    )


@requires(Action.SEE_TASKING)
def minutes_of(request: Signed, day: date) -> HttpResponse:
    """What was said on a day."""
    found = minutes(request.user, day)
    shown = [f"nominal:{review.plan.nominal_id}" for review, _ in found]
    record(Done.READ_MINUTES, by=request.user, subject=f"tasking:{day}", shown=shown)
    return render(request, "tasking/minutes.html", {"day": day, "found": found})
