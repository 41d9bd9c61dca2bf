"""Who else may be this man, and what makes his mentions one: shown with the evidence, and decided here."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.identities.doubts import Doubt, Doubts
from v100.casework.identities.models import IdentityDecision
from v100.casework.identities.tasks import write_to_ledger
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.opening import reason_for
from v100.casework.nominals.views.man import man
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.fields import Radios
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field
from v100.casework.runs.current import current_run
from v100.casework.runs.models import LoadedRun


class DecideForm(LooksAgain):
    """What is decided of two mentions, and why. `after` is the last decision about them that the page showed."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=IdentityDecision.DECISIONS,
        widget=Radios,
        error_messages={"required": "Choose what you decide", "invalid_choice": "Choose what you decide"},
    )
    why = reason_field("Why?")
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)


@requires(Action.DECIDE_IDENTITY)
@require_http_methods(["GET", "POST"])
def identity(request: Signed, number: int) -> HttpResponse:
    """All doubts about a man; with `one` and `other`, two mentions, the evidence, and the decision."""
    run = current_run()
    nominal = get_object_or_404(Nominal.objects.visible_to(request.user), pk=number)
    why = reason_for(request, nominal)
    if run is None or why is None:
        return man(request, number)
    doubts = Doubts(run, nominal, request.user)
    if "one" not in request.GET:
        others, ties = doubts.others(), doubts.ties()
        beside = sorted({doubt.other_man.pk for doubt in others})
        record(
            Done.OPENED_MAN,
            by=request.user,
            subject=f"nominal:{number}",
            why=f"{why} (doubts of identity)",
            shown=[f"nominal:{man}" for man in beside],
        )
        shown = {"nominal": nominal, "run": run, "others": others, "ties": ties}
        return render(request, "identities/doubts.html", shown)
    one, other = sorted((request.GET["one"], request.GET.get("other", "")))
    doubt = doubts.between((one, other))
    if doubt is None:
        raise Http404
    for seen in {nominal.pk, doubt.other_man.pk}:
        record(Done.OPENED_MAN, by=request.user, subject=f"nominal:{seen}", why=f"{why} (mentions {one} and {other})")
    return _decide(request, run, nominal, doubt)


def _decide(request: Signed, run: LoadedRun, nominal: Nominal, doubt: Doubt) -> HttpResponse:
    last = doubt.decision.pk if doubt.decision else None
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"after": last})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _keep(request, run, nominal, doubt, form.cleaned_data)
            return redirect("identity", nominal.pk)
        except IntegrityError:
            form = DecideForm({**request.POST.dict(), "after": last})
            form.add_error("decision", "Somebody decided of these two while you read. Open the page again to see it")
    return render(request, "identities/decide.html", {"nominal": nominal, "run": run, "doubt": doubt, "form": form})


def _keep(request: Signed, run: LoadedRun, nominal: Nominal, doubt: Doubt, given: dict[str, Any]) -> None:
    """The decision, the audit event and the job that carries it to the ledger: all of them or none."""
    one, other = doubt.pair
    made = IdentityDecision.objects.create(
        nominal=nominal,
        run=run,
        mention_a=one,
        mention_b=other,
        decision=given["decision"],
        parts=doubt.match["parts"] if doubt.match else None,
        after_id=given["after"],
        why=given["why"],
        by=request.user,
    )
    record(
        Done.DECIDED_IDENTITY,
        by=request.user,
        subject=f"nominal:{nominal.pk}",
        why=f"{made.why} (mentions {one} and {other}: {made.decision})",
    )
    write_to_ledger.defer(decision=made.pk)
