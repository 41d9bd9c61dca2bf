"""The list: this month's men, those just below, and those set aside."""

from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.filters import PARTS, Filters, with_standing
from v100.casework.nominals.models import SavedView
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.paging import page_of
from v100.casework.runs.current import month_run


@requires(Action.SEE_LIST)
def listing(request: Signed) -> HttpResponse:
    """One page of the list as filtered."""
    run = month_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    filters = Filters(request.GET, run, request.user)
    page = page_of(filters.lines(), with_standing, request.GET.get("page"))
    shown = f"({filters.in_words()}, page={page.number})"
    record(Done.SAW_LIST, by=request.user, subject=f"run:{run.run_id}", why=shown)
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "nominals/list.html",
        {
            "run": run,
            "filters": filters,
            "page": page,
            "asked": asked.urlencode(),
            "shown": dict(PARTS).get(str(filters["part"].value()), PARTS[0][1]),
            "cut": run.list_size,
            "views": SavedView.objects.filter(user=request.user),
        },
    )
