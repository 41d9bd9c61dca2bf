"""A man's plan: what is late, what comes next, what changed since he was last discussed; then the whole of it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.reading import log_of
from v100.casework.facts.book import force_book
from v100.casework.links.proposals import proposals_of
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.orders.by_outcome import told_by_outcome
from v100.casework.orders.reading import orders_of
from v100.casework.panel.moving import standing
from v100.casework.panel.states import Status
from v100.casework.plans.reading import plan_of
from v100.casework.plans.safety import carried, looks


@requires(Action.SEE_PLAN)
@require_http_methods(["GET", "POST"])
def plan(request: Signed, number: int) -> HttpResponse:
    """The plan, or that there is none and who may begin it."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    step = standing(his.nominal)
    men, today = himself(his.nominal), timezone.localdate()
    found = plan_of(his.nominal, men, his.run, today)
    shown = {
        "nominal": his.nominal,
        "now": found,
        "carried": carried(his.nominal, his.run),
        "looks": looks(his.nominal, men, his.run, found.plan.safety_days, today) if found else [],
        "managed": step is not None and step.status == Status.MANAGED,
        "orders": orders_of(men, force_book(), timezone.now()),
        "by_outcome": told_by_outcome(dict.fromkeys(men, number), today),
        "proposals": proposals_of(men),
        "log": log_of(his.nominal, men, his.run, criteria(settings.STORE), today),
    }
    return render(request, "plans/plan.html", shown)
