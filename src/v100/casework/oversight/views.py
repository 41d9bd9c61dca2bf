"""The audit log as a page. Reading it is on the record too."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Event
from v100.casework.oversight.record import record

ON_A_PAGE = 50


class AuditFilters(forms.Form):
    """Narrow the log to one action, one user, one subject."""

    action = forms.ChoiceField(label="What was done", required=False)
    by = forms.IntegerField(label="User’s number", required=False, min_value=1, widget=forms.TextInput)
    subject = forms.CharField(label="Subject, such as nominal:12", required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        known = Event.objects.order_by("action").values_list("action", flat=True).distinct()
        self.fields["action"].choices = [("", "Anything"), *((each, each) for each in known)]  # type: ignore[attr-defined]


@requires(Action.SEE_AUDIT)
def audit(request: Signed) -> HttpResponse:
    """Events, latest first."""
    filters = AuditFilters(request.GET)
    events = Event.objects.order_by("-at", "-pk")
    if filters.is_valid():
        events = events.filter(**{name: value for name, value in filters.cleaned_data.items() if value})
    record("read audit", by=request.user, subject="audit")
    asked = request.GET.copy()
    asked.pop("page", None)
    page = Paginator(events, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "oversight/audit.html", {"filters": filters, "page": page, "asked": asked.urlencode()})
