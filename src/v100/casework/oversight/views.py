"""The audit log as a page. Reading it is on the record too."""

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done, Event
from v100.casework.oversight.record import record

ON_A_PAGE = 50


class AuditFilters(forms.Form):
    """Narrow the log to one action, one user, one subject (shown beside another, too), the last days."""

    action = forms.ChoiceField(label="What was done", required=False, choices=[("", "Anything"), *Done.choices])
    by = forms.IntegerField(label="User’s number", required=False, min_value=1, widget=forms.TextInput)
    subject = forms.CharField(label="Subject, such as nominal:12", required=False)
    days = forms.IntegerField(label="In the last days", required=False, min_value=1, widget=forms.TextInput)

    def events(self) -> QuerySet[Event]:
        """Those asked for, latest first; none where what was asked makes no sense."""
        if not self.is_valid():
            return Event.objects.none()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        days = wanted.pop("days", None)
        if days:
            wanted["at__gte"] = timezone.now() - timedelta(days=days)
        subject = wanted.pop("subject", None)
        of_subject = Q(subject=subject) | ~Q(shown=[]) & Q(shown__contains=[subject]) if subject else Q()
        return Event.objects.filter(of_subject, **wanted).order_by("-at", "-pk")


@requires(Action.SEE_AUDIT)
def audit(request: Signed) -> HttpResponse:
    """Events, latest first."""
    filters = AuditFilters(request.GET)
    record(Done.READ_AUDIT, by=request.user, subject="audit")
    asked = request.GET.copy()
    asked.pop("page", None)
    page = Paginator(filters.events(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "oversight/audit.html", {"filters": filters, "page": page, "asked": asked.urlencode()})
