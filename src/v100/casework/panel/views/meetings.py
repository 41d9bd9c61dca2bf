"""The panel's meetings: opened by the chair, each with its record on paper."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, Role, requires
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.fields import Checkboxes, DateInParts
from v100.casework.panel import fields
from v100.casework.panel.judging import NEEDED, differ, judged
from v100.casework.panel.meetings import close, start
from v100.casework.panel.models import Decided, Judgement, Meeting, Step
from v100.casework.panel.states import NotNow
from v100.casework.referrals.models import Laid

ON_A_PAGE = 25

SITTING = (Role.PANEL_MEMBER, Role.PANEL_CHAIR, Role.ANALYST, Role.SUPERVISOR, Role.VICTIM_LEAD)


class MeetingForm(forms.Form):
    """A meeting: what it is called, when it is, who is there."""

    title = fields.line(
        "What is the meeting called?", missing="Say what the meeting is called", hint="For example, May panel"
    )
    on = DateInParts("On what date?", what="the date of the meeting", help_text="For example, 27 3 2026")
    present = forms.TypedMultipleChoiceField(
        label="Who is present?",
        help_text="Whoever gives a view is added.",
        coerce=int,
        required=False,
        widget=Checkboxes,
    )
    guests = fields.line("Who else, by post and agency?", missing="", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["present"]
        assert isinstance(field, forms.ChoiceField)
        sitting = User.objects.filter(is_active=True, roles__overlap=[role.value for role in SITTING])
        field.choices = [
            (each.pk, f"{each.full_name}, {', '.join(each.role_names)}")
            for each in sitting.order_by("surname", "forename", "pk")
        ]


@requires(Action.SEE_PANEL)
def meetings(request: Signed) -> HttpResponse:
    """All of them, latest first."""
    page = Paginator(Meeting.objects.select_related("opened_by").order_by("-on", "-pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "panel/meetings.html", {"page": page})


@requires(Action.RULE)
@require_http_methods(["GET", "POST"])
def open_one(request: Signed) -> HttpResponse:
    """Open a meeting."""
    form = MeetingForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            meeting = start(by=request.user, **form.cleaned_data)
            return redirect("meeting", meeting.pk)
        except NotNow as error:
            form.add_error(None, str(error))
    return render(request, "panel/meeting_open.html", {"form": form})


@requires(Action.SEE_PANEL)
@require_http_methods(["GET", "POST"])
def meeting(request: Signed, meeting: int) -> HttpResponse:
    """The record of one: who was there, which men were considered, what was decided and on what conditions."""
    found = get_object_or_404(Meeting.objects.select_related("opened_by", "closed_by"), pk=meeting)
    record(Done.READ_MEETING, by=request.user, subject=f"meeting:{found.pk}")
    decisions = list(
        Decided.objects.visible_to(request.user)
        .filter(meeting=found)
        .annotate(referred=Exists(Laid.objects.filter(nominal=OuterRef("step__nominal"))))
        .select_related("step__nominal", "step__by")
        .order_by("pk")
    )
    return render(
        request,
        "panel/meeting.html",
        {
            "meeting": found,
            "present": found.present.order_by("surname", "forename", "pk"),
            "decisions": decisions,
            "undecided": _undecided(request, found, {each.step.nominal_id for each in decisions}),
        },
    )


@requires(Action.RULE)
@require_http_methods(["GET", "POST"])
def close_one(request: Signed, meeting: int) -> HttpResponse:
    """Close a meeting; asked first."""
    found = get_object_or_404(Meeting, pk=meeting)
    error = ""
    if request.method == "POST" and "close" in request.POST:
        try:
            with transaction.atomic():
                close(found, by=request.user)
            return redirect("meeting", found.pk)
        except NotNow as refused:
            error = str(refused)
    return render(request, "panel/meeting_close.html", {"meeting": found, "error": error})


def _undecided(request: Signed, meeting: Meeting, decided: set[int]) -> list[tuple[Step, str]]:
    """Men who were judged at this meeting and not decided there, with what they wait for."""
    views = Judgement.objects.visible_to(request.user).filter(meeting=meeting).exclude(step__nominal__in=decided)
    steps = Step.objects.filter(pk__in=views.values("step")).select_related("nominal").order_by("pk")
    return [(step, _waits(step)) for step in steps]


def _waits(step: Step) -> str:
    views = [each for each in judged(step) if not each.ruling]
    if len(views) < NEEDED:
        return "waits for the second view"
    return "the two views differ: it is the chair’s to decide" if differ(views) else "both views uphold the adoption"
