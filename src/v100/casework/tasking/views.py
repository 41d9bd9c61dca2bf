"""The agenda of a tasking meeting, its minutes, and where it is recorded who was there."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow
from v100.casework.runs.current import current_run
from v100.casework.tasking.agenda import PARTS, agenda, with_names
from v100.casework.tasking.forms import AttendanceForm, DayForm, MeetingForm
from v100.casework.tasking.held_on import held_on
from v100.casework.tasking.keeping import items_of, keep_agenda, lines_for, seal_of
from v100.casework.tasking.meetings import change_attendance, correct_day, hold_meeting
from v100.casework.tasking.minutes import days, minutes
from v100.casework.tasking.models import KeptAgenda, Meeting

ON_A_PAGE = 25
ALL = "all"


@requires(Action.SEE_TASKING)
def tasking(request: Signed) -> HttpResponse:
    """One page of one part of the agenda."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    asked = request.GET.get("show", ALL)
    part = asked if asked in PARTS else ALL
    found = agenda(request.user, run, timezone.localdate())
    counts = {name: sum(1 for each in found if name in each.why) for name in PARTS if name != ALL}
    wanted = [each for each in found if part == ALL or part in each.why]
    page = Paginator(wanted, ON_A_PAGE).get_page(request.GET.get("page"))
    seen = [f"nominal:{each.man}" for each in page]
    record(Done.SAW_AGENDA, by=request.user, subject="tasking", why=f"(show={part})", shown=seen)
    return render(
        request,
        "tasking/agenda.html",
        {
            "run": run,
            "page": page,
            "shown": with_names(page, run),
            "part": part,
            "parts": PARTS,
            "counts": [(name, PARTS[name], number) for name, number in counts.items()],
            "words": PARTS[part],
            "days": days(request.user),
            "asked": f"show={part}",
        },
    )


@requires(Action.SEE_TASKING)
def minutes_of(request: Signed, day: date) -> HttpResponse:
    """The meetings of a day, and what was said on it."""
    found = minutes(request.user, day)
    shown = [f"nominal:{review.plan.nominal_id}" for review, _ in found.said]
    record(Done.READ_MINUTES, by=request.user, subject=f"tasking:{day}", shown=shown)
    return render(request, "tasking/minutes.html", {"day": day, "minutes": found})


@requires(Action.HOLD_TASKING)
@require_http_methods(["GET", "POST"])
def record_meeting_page(request: Signed) -> HttpResponse:
    """A meeting: when, who chaired it, who was there."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        hold_meeting(on=on, attended=form.attended(), by=request.user)
        return redirect("minutes", on)
    return render(request, "tasking/meeting.html", {"form": form, "title": "Record a tasking meeting"})


@requires(Action.HOLD_TASKING)
@require_http_methods(["GET", "POST"])
def attendance_page(request: Signed, tasking: int) -> HttpResponse:
    """Who was there, corrected."""
    meeting = get_object_or_404(Meeting, pk=tasking)
    form = AttendanceForm(request.POST or None, meeting.attendances.latest("number"))
    if request.method == "POST" and form.is_valid():
        try:
            change_attendance(meeting, form.attended(), seen=form.cleaned_data["seen"], by=request.user)
            return redirect("minutes", held_on(meeting))
        except NotNow as error:
            form.add_error(None, str(error))
    return _page(request, form, meeting, "Who was there")


@requires(Action.HOLD_TASKING)
@require_http_methods(["GET", "POST"])
def meeting_day_page(request: Signed, tasking: int) -> HttpResponse:
    """On which day it was, corrected."""
    meeting = get_object_or_404(Meeting, pk=tasking)
    form = DayForm(request.POST or None, seen=meeting.days.count())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            correct_day(meeting, on=given["on"], reason=given["reason"], seen=given["seen"], by=request.user)
            return redirect("minutes", given["on"])
        except NotNow as error:
            form.add_error(None, str(error))
    return _page(request, form, meeting, "Correct the day of the meeting")


@requires(Action.HOLD_TASKING)
@require_http_methods(["GET", "POST"])
def keep_agenda_page(request: Signed) -> HttpResponse:
    """Keep the agenda as it stands now; asked first."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    if request.method == "POST" and "keep" in request.POST:
        kept = keep_agenda(run, timezone.localdate(), by=request.user)
        return redirect("kept-agenda", kept.pk)
    return render(request, "tasking/keep.html", {"run": run})


@requires(Action.SEE_TASKING)
def kept_agenda(request: Signed, kept: int) -> HttpResponse:
    """One page of an agenda that was kept."""
    found = get_object_or_404(KeptAgenda.objects.select_related("run", "by"), pk=kept)
    page = Paginator(lines_for(request.user, found), ON_A_PAGE).get_page(request.GET.get("page"))
    seen = [f"nominal:{line['man']}" for line in page]
    record(Done.SAW_AGENDA, by=request.user, subject=f"tasking:{found.on}", why=f"(agenda:{found.pk})", shown=seen)
    return render(
        request,
        "tasking/kept.html",
        {
            "kept": found,
            "run": found.run,
            "page": page,
            "shown": items_of(page, found.run),
            "words": "on the agenda as it stood",
            "unbroken": seal_of(found.run, found.lines) == found.seal,
        },
    )


def _page(request: Signed, form: forms.Form, meeting: Meeting, title: str) -> HttpResponse:
    """A form about a meeting."""
    shown = {"form": form, "title": title, "meeting": meeting, "day": held_on(meeting)}
    return render(request, "tasking/meeting.html", shown)
