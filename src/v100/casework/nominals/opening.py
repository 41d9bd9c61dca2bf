"""Why somebody opens what is kept of a man: asked once in a session for each man, whichever of his pages it is."""

from typing import Protocol

from django.http import HttpResponse
from django.shortcuts import redirect, render

from v100.casework.accounts.request import Signed
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field

REASONS = "reasons"
"""Where the session keeps why this person opened what, by its reference."""


THEN = "then"
"""What an address calls the page that was asked for, one of the same man's."""


class Referenced(Protocol):
    """Somebody who stands on the site under a reference."""

    @property
    def reference(self) -> str: ...


class Opened(Referenced, Protocol):
    """A man, or somebody whom a partner referred; `opened_from` is the page that lists such."""

    opened_from: str


class OpenForm(LooksAgain):
    """Why his page is opened."""

    why = reason_field("Why do you open this page?")


def reason_for(request: Signed, opened: Referenced) -> str | None:
    """The reason given in this session; none where it was not asked yet."""
    return _reasons(request).get(opened.reference)


def ask_reason(request: Signed, opened: Opened, *, opens: str = "") -> HttpResponse:
    """The page that asks; the reason goes to the page that was asked for, or to the one that `opens` names."""
    return render(request, "nominals/open.html", {"opened": opened, "form": OpenForm(), "opens": opens})


def take_reason(request: Signed, opened: Opened) -> HttpResponse:
    """Keep the reason that was sent and go on to the page that was asked for; where it says nothing, ask again."""
    form = OpenForm(request.POST)
    if form.is_valid():
        keep_reason(request, opened, form.cleaned_data["why"])
        then = request.GET.get(THEN, request.get_full_path())
        return redirect(then if then.startswith(request.path) else request.path)
    return render(request, "nominals/open.html", {"opened": opened, "form": form})


def keep_reason(request: Signed, opened: Referenced, why: str) -> None:
    """It holds for the rest of the session."""
    request.session[REASONS] = {**_reasons(request), opened.reference: why}


def _reasons(request: Signed) -> dict[str, str]:
    found: dict[str, str] = request.session.get(REASONS, {})
    return found
