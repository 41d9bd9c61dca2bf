"""One referral: who is referred, who refers him and why, how it stands, what the engine found, what can be done."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.identities.doubts import SAID, said
from v100.casework.nominals.models import Listing
from v100.casework.nominals.opening import ask_reason, reason_for, take_reason
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import standing
from v100.casework.panel.states import NotNow
from v100.casework.referrals.closing import close_with
from v100.casework.referrals.forms import CloseForm, LayForm
from v100.casework.referrals.found import Found, found
from v100.casework.referrals.models import Laid, Referral, ReferralStep
from v100.casework.referrals.moving import move
from v100.casework.referrals.person import person_of
from v100.casework.referrals.states import Outcome, Status
from v100.casework.referrals.tasks import keep_in_store
from v100.errors import V100Error

Page = Callable[[Signed, Any], HttpResponse]
"""Gets the request and the referral with its status."""


def opened(page: Page) -> Callable[..., HttpResponse]:
    """A page of a referral that this person may see, opened with a reason; the look is on the record, at the referral
    and at each man whom it shows.
    """

    @wraps(page)
    @require_http_methods(["GET", "POST"])
    def view(request: Signed, referral: int) -> HttpResponse:
        visible = Referral.objects.visible_to(request.user).with_status()
        asked = get_object_or_404(visible.select_related("by", "told", "in_store"), pk=referral)
        why = reason_for(request, asked)
        if why is None:
            return take_reason(request, asked) if request.method == "POST" else ask_reason(request, asked)
        record(Done.OPENED_REFERRAL, by=request.user, subject=f"referral:{referral}", why=why)
        finding = found(asked)
        laid = Laid.objects.filter(referral=asked).values_list("nominal", flat=True)
        for man in sorted({*laid, *(man.pk for man in (finding.men if finding else ()))}):
            record(Done.OPENED_MAN, by=request.user, subject=f"nominal:{man}", why=f"{why} (referral {asked})")
        return page(request, asked)

    return view


@requires(Action.SEE_REFERRALS)
@opened
def referral(request: Signed, asked: Any) -> HttpResponse:
    """All of it."""
    finding = found(asked)
    shown = {
        "referral": asked,
        **_person(asked),
        "steps": ReferralStep.objects.filter(referral=asked).select_related("by", "closing").order_by("-number"),
        "found": finding,
        "laid": Laid.objects.filter(referral=asked).select_related("by", "nominal").order_by("pk"),
        "acts": list(_acts(request.user, asked, finding)),
    }
    return render(request, "referrals/referral.html", shown)


@requires(Action.NOMINATE)
@opened
def lay(request: Signed, asked: Any) -> HttpResponse:
    """Lay it before the panel; only where the engine found one man."""
    finding = found(asked)
    if finding is None or finding.outcome != Outcome.KNOWN or asked.status != Status.ASSESSED:
        return render(request, "referrals/not_now.html", {"referral": asked, "act": LayForm.title})
    (nominal,) = finding.men
    last = standing(nominal)
    seen = {"seen": last.number if last else 0, "finding": finding.number}
    form = LayForm(nominal, request.POST or None, referral=asked, initial=seen)
    if request.method == "POST" and form.is_valid() and form.done(request.user):
        return redirect("referral", asked.pk)
    line = Listing.objects.filter(nominal=nominal, run=finding.run).first()
    return render(request, "panel/form.html", {"nominal": nominal, "form": form, "line": line, "referral": asked})


@requires(Action.REFER)
@opened
def again(request: Signed, asked: Any) -> HttpResponse:
    """Have it assessed once more, where the engine failed; asked first."""
    if asked.status != Status.FAILED:
        return render(request, "referrals/not_now.html", {"referral": asked, "act": "Try again"})
    if request.method == "POST":
        with suppress(NotNow), transaction.atomic():  # somebody else tried again at the same moment
            move(asked, Status.RECEIVED, by=request.user)
            keep_in_store.defer(referral=asked.pk)
        return redirect("referral", asked.pk)
    return render(request, "referrals/again.html", {"referral": asked})


@requires(Action.REFER)
@opened
def close(request: Signed, asked: Any) -> HttpResponse:
    """Close it."""
    if asked.status != Status.ASSESSED:
        return render(request, "referrals/not_now.html", {"referral": asked, "act": "Close the referral"})
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_with(asked, form.cleaned_data["why"], by=request.user)
            return redirect("referral", asked.pk)
        except NotNow as error:
            form.add_error(None, str(error))
    return render(request, "referrals/close.html", {"referral": asked, "form": form})


def _person(asked: Any) -> dict[str, Any]:
    """What was told of him, in the order of the form; nothing where it was erased, a fault where it cannot be read."""
    try:
        person = person_of(asked) or {}
    except V100Error as fault:
        return {"fault": str(fault)}
    words = {**SAID, "email": "E-mail"}
    return {"person": [(words[name], said(value)) for name, value in person.items() if value]}


def _acts(user: User, asked: Any, finding: Found | None) -> Iterator[tuple[str, str]]:
    known = finding is not None and finding.outcome == Outcome.KNOWN
    offered = (
        ("lay", LayForm.title, Action.NOMINATE, known and asked.status == Status.ASSESSED),
        ("again", "Try again", Action.REFER, asked.status == Status.FAILED),
        ("close", "Close the referral", Action.REFER, asked.status == Status.ASSESSED),
    )
    for name, words, action, possible in offered:
        if possible and allowed(user, action):
            yield words, reverse(f"referral-{name}", args=[asked.pk])
