"""The inbox: alerts that this person has not seen, and the button that says they are."""

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.request import Signed
from v100.casework.alerts.alert import Alert
from v100.casework.alerts.finding import alerts_for
from v100.casework.alerts.models import Seen
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.paging import part_of
from v100.casework.runs.current import current_run
from v100.casework.women.models import Woman


@requires(Action.SEE_ALERTS)
@require_http_methods(["GET", "POST"])
def alerts(request: Signed) -> HttpResponse:
    """One page of them."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    waiting = partial(alerts_for, request.user, run, timezone.now())
    told = waiting(keys=request.POST.getlist("key")) if request.method == "POST" else None
    if told and told.shown:
        keys = [each.key for each in told.shown]
        with transaction.atomic():
            Seen.objects.bulk_create((Seen(user=request.user, key=key) for key in sorted(keys)), ignore_conflicts=True)
            record(Done.DEALT_WITH_ALERTS, by=request.user, subject="alerts", why=f"({len(keys)} of {told.number})")
        return redirect("alerts")
    page, _ = part_of(waiting, request.GET.get("page"))
    men = sorted({each.of.pk for each in page if isinstance(each.of, Nominal)})
    women = sorted({each.of.pk for each in page if isinstance(each.of, Woman)})
    about = [*(f"nominal:{man}" for man in men), *(f"woman:{woman}" for woman in women)]
    record(Done.SAW_ALERTS, by=request.user, subject="alerts", shown=about)
    names = dict(Listing.objects.filter(run=run, nominal__in=men).values_list("nominal", "name"))
    shown = [(each, _named(each, names)) for each in page]
    near_colleagues = allowed(request.user, Action.SEE_SEALED)
    return render(request, "alerts/alerts.html", {"page": page, "shown": shown, "near_colleagues": near_colleagues})


def _named(alert: Alert, names: dict[int, str]) -> str:
    """A man by his name where the list has it; a woman or girl by none."""
    if isinstance(alert.of, Woman):
        return "A woman or girl"
    return names.get(alert.of.pk) or "Name not known"
