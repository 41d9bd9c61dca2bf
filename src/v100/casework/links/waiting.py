"""Leads of which nobody decided yet, of all men whom a person may see: the list behind the queue and its figure."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from v100.casework.links.models import Decision, LinkDecision
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import MODELS, LoadedRun


def waiting_leads(run: LoadedRun, user: Any, category: str = "") -> QuerySet[Any]:
    """Rows of `link`, strongest first, without those that he could not have done because he was in custody."""
    of_lead = LinkDecision.objects.filter(nominal__person_id=OuterRef("person_id"), report_id=OuterRef("report_id"))
    rows: QuerySet[Any] = MODELS["link"].objects.filter(
        run=run, alibi=None, person_id__in=Nominal.objects.visible_to(user).values("person_id")
    )
    if category:
        rows = rows.filter(category=category)
    undecided = Q(last=Decision.WITHDRAWN) | Q(last=None, decided=None)
    last = Subquery(of_lead.order_by("-pk").values("decision")[:1])
    waiting: QuerySet[Any] = rows.annotate(last=last).filter(undecided)
    return waiting.order_by("-strength", "person_id", "report_id")
