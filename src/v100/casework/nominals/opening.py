"""Why somebody opens what is kept of a man: asked once in a session for each man, whichever of his pages it is."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Nominal
from v100.casework.pages.reason import reason_field

REASONS = "reasons"
"""Where the session keeps why this person opened whose page, by the man's number."""


class OpenForm(forms.Form):
    """Why his page is opened."""

    why = reason_field("Why do you open this page?")


def reason_for(request: Signed, nominal: Nominal) -> str | None:
    """The reason given in this session; none where it was not asked yet."""
    return _reasons(request).get(str(nominal.pk))


def ask_reason(request: Signed, nominal: Nominal, *, opens: str = "") -> HttpResponse:
    """The page that asks; the reason goes to the page that was asked for, or to the one that `opens` names."""
    return render(request, "nominals/open.html", {"nominal": nominal, "form": OpenForm(), "opens": opens})


def take_reason(request: Signed, nominal: Nominal) -> HttpResponse:
    """Keep the reason that was sent and go on to the page; where it says nothing, ask again."""
    form = OpenForm(request.POST)
    if form.is_valid():
        request.session[REASONS] = {**_reasons(request), str(nominal.pk): form.cleaned_data["why"]}
        return redirect(request.get_full_path())
    return render(request, "nominals/open.html", {"nominal": nominal, "form": form})


def _reasons(request: Signed) -> dict[str, str]:
    found: dict[str, str] = request.session.get(REASONS, {})
    return found
