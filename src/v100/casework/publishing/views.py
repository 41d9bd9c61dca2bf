"""What a force publishes each quarter: previewed beside what is counted, proposed, released by a second person, taken
away as a file."""

from typing import Any

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100 import settings as store_settings
from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow
from v100.casework.publishing.counting import FIGURES_TOLD, count
from v100.casework.publishing.forms import AGREES, AnswerReleaseForm, ProposeReleaseForm
from v100.casework.publishing.models import Cause
from v100.casework.publishing.quarter import Quarter, quarters
from v100.casework.publishing.releasing import (
    answer_release,
    changed_since,
    propose_release,
    released,
    waiting,
    would_be,
)
from v100.reports.public_page import as_draft, public_page, styles_of


@requires(Action.PROPOSE_RELEASE)
def public(request: Signed) -> HttpResponse:
    """Every quarter of which something can be published, and where it stands."""
    record(Done.SAW_QUARTERS, by=request.user, subject="quarters")
    found = [(quarter, waiting(quarter).first(), released(quarter).last()) for quarter in quarters()]
    return render(request, "publishing/quarters.html", {"quarters": found})


@requires(Action.PROPOSE_RELEASE)
def quarter_page(request: Signed, quarter: str) -> HttpResponse:
    """What is counted beside what is told, and where it stands."""
    of = _asked(quarter)
    record(Done.SAW_QUARTER, by=request.user, subject=f"quarter:{of.name}")
    said, run, proposal = would_be(of), of.run, waiting(of).first()
    assert run is not None
    numbers = count(of, run)
    counted = (numbers.listed, *(numbers.figures[name] for name in FIGURES_TOLD))
    shown = {
        "said": said,
        "figures": list(zip((said.listed, *said.figures), counted, strict=True)),
        "proposal": proposal,
        "mine": bool(proposal and proposal.by == request.user),
        "changed": changed_since(proposal, said) if proposal else [],
        "released": released(of),
    }
    return _page(request, "publishing/quarter.html", of, **shown)


@requires(Action.PROPOSE_RELEASE)
def draft_page(request: Signed, quarter: str) -> HttpResponse:
    """The page that is proposed, or would be, marked as a draft. It brings its style along; one that was proposed under
    another version of V100 has another, so that each page's own is allowed, by its hash."""
    of = _asked(quarter)
    record(Done.SAW_QUARTER, by=request.user, subject=f"quarter:{of.name}", why="(the page)")
    proposal = waiting(of).first()
    page = bytes(proposal.page) if proposal else public_page(would_be(of))
    draft = HttpResponse(as_draft(page))
    csp_update({"style-src": styles_of(page)})(lambda _request: draft)(request)
    return draft


@requires(Action.PROPOSE_RELEASE)
def released_page(request: Signed, quarter: str, version: int) -> HttpResponse:
    """The file as it was released."""
    of = _asked(quarter)
    found = get_object_or_404(released(of), version=version)
    record(Done.TOOK_RELEASE, by=request.user, subject=f"quarter:{of.name}", why=f"(version {version})")
    force = "".join(letter for letter in store_settings.load(settings.STORE).force.lower() if letter.isalnum())
    name = "-".join(part for part in (force, of.name, f"version-{version}") if part)
    return HttpResponse(
        bytes(found.page),
        content_type="text/html; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.html"'},
    )


@requires(Action.PROPOSE_RELEASE)
@require_http_methods(["GET", "POST"])
def propose_release_page(request: Signed, quarter: str) -> HttpResponse:
    """One person proposes it."""
    of = _asked(quarter)
    form = ProposeReleaseForm(request.POST or None, corrects=released(of).exists())
    if request.method == "POST" and form.is_valid():
        cause = form.cleaned_data.get("cause")
        try:
            propose_release(
                of, cause=Cause(cause) if cause else None, reason=form.cleaned_data["reason"], by=request.user
            )
            return redirect("quarter", of.name)
        except NotNow as refused:
            form.add_error(None, str(refused))
    return _asks(request, of, form, "Propose to publish it", "Propose it")


@requires(Action.ANSWER_RELEASE)
@require_http_methods(["GET", "POST"])
def answer_release_page(request: Signed, quarter: str) -> HttpResponse:
    """Another releases it, or does not."""
    of = _asked(quarter)
    form = AnswerReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            answer_release(of, agrees=said["agrees"] == AGREES, reason=said["reason"], by=request.user)
            return redirect("quarter", of.name)
        except NotNow as refused:
            form.add_error(None, str(refused))
    return _asks(request, of, form, "Release it to the public, or not", "Answer")


def _asked(name: str) -> Quarter:
    """The quarter of an address, one of which something can be published."""
    try:
        quarter = Quarter.named(name)
    except ValueError as error:
        raise Http404 from error
    if quarter not in quarters():
        raise Http404
    return quarter


def _asks(request: Signed, quarter: Quarter, form: forms.Form, title: str, button: str) -> HttpResponse:
    record(Done.SAW_QUARTER, by=request.user, subject=f"quarter:{quarter.name}")
    shown = {"form": form, "title": title, "button": button, "proposal": waiting(quarter).first()}
    return _page(request, "publishing/ask.html", quarter, **shown)


def _page(request: Signed, template: str, quarter: Quarter, **shown: Any) -> HttpResponse:
    return render(request, template, {"quarter": quarter, **shown})
