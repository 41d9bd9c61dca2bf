"""The queue of leads of which nobody decided yet."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.links.crimes import crimes_of
from v100.casework.links.forms import QueueForm
from v100.casework.links.leads import among_seen, hidden_places
from v100.casework.links.waiting import waiting_leads
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.paging import page_of
from v100.casework.runs.current import current_run


@requires(Action.DECIDE_LINK)
def leads(request: Signed) -> HttpResponse:
    """One page of it, strongest first."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    form = QueueForm(request.GET)
    category = form.cleaned_data["category"] if form.is_valid() else ""
    page = page_of(waiting_leads(run, request.user, category), lambda rows: rows, request.GET.get("page"))
    reports = {row.report_id for row in page}
    men = {man.person_id: man for man in Nominal.objects.filter(person_id__in={row.person_id for row in page})}
    names = dict(Listing.objects.filter(run=run, nominal__in=men.values()).values_list("nominal", "name"))
    crimes, hidden = crimes_of(run, reports), hidden_places(run, reports, request.user)
    for row in page:
        row.nominal, row.crime = men[row.person_id], crimes[row.report_id]
        row.name = names.get(row.nominal.pk, "")
        row.among_seen = among_seen(row.place, row.rivals, hidden.get(row.report_id, []))
    record(
        Done.SAW_LEADS,
        by=request.user,
        subject="leads",
        why=f"(category={category or 'any'}, page={page.number})",
        shown=sorted({f"nominal:{man.pk}" for man in men.values()}),
    )
    shown = {"run": run, "form": form, "page": page, "asked": urlencode({"category": category} if category else {})}
    return render(request, "links/leads.html", shown)
