"""The pages where a warning is recorded and ended."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.markers.kinds import Kind, Source
from v100.casework.markers.models import Marker
from v100.casework.markers.recording import end_marker, record_marker
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.pages.fields import PastDate, Radios
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field
from v100.casework.panel.states import NotNow


class MarkerForm(forms.Form):
    """What the warning is of, who says so, since when."""

    kind = forms.ChoiceField(
        label="What is the warning of?",
        choices=Kind.choices,
        widget=Radios,
        error_messages={"required": "Choose what the warning is of"},
    )
    source = forms.ChoiceField(
        label="Who says so?", choices=Source.choices, widget=Radios, error_messages={"required": "Choose who says so"}
    )
    known_on = PastDate("Since when is it known?", what="the date", help_text="For example, 27 3 2026")


class EndForm(LooksAgain):
    """Why the warning holds no more."""

    reason = reason_field("Why does it hold no more?")


@requires(Action.RECORD_MARKER)
@require_http_methods(["GET", "POST"])
def record_marker_page(request: Signed, number: int) -> HttpResponse:
    """A new warning."""
    his = opened(request, number, "warnings")
    if not isinstance(his, Opened):
        return his
    form = MarkerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            record_marker(
                his.nominal,
                kind=Kind(given["kind"]),
                source=Source(given["source"]),
                known_on=given["known_on"],
                by=request.user,
            )
            return redirect("man", number)
        except NotNow as known:
            form.add_error("kind", str(known))
    return render(request, "markers/record.html", {"nominal": his.nominal, "form": form})


@requires(Action.RECORD_MARKER)
@require_http_methods(["GET", "POST"])
def end_marker_page(request: Signed, number: int, marker: int) -> HttpResponse:
    """One warning, and why it holds no more."""
    his = opened(request, number, "warnings")
    if not isinstance(his, Opened):
        return his
    found = get_object_or_404(Marker, nominal__in=himself(his.nominal), pk=marker)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_marker(his.nominal, found, reason=form.cleaned_data["reason"], by=request.user)
            return redirect("man", number)
        except NotNow as faster:
            form.add_error(None, str(faster))
    return render(request, "markers/end.html", {"nominal": his.nominal, "form": form, "marker": found})
