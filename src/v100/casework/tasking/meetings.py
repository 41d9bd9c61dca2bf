"""Recording a tasking meeting, when it was and who was there, on the record."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow
from v100.casework.runs.current import current_run
from v100.casework.tasking.held_on import corrected_days, day_of, held_on
from v100.casework.tasking.keeping import keep_agenda
from v100.casework.tasking.models import Attendance, Meeting, MeetingDay


class Attended(NamedTuple):
    """Who chaired it, which people with an account were there, who else was, and who sent apologies."""

    chair: User
    present: Iterable[User]
    others: str
    apologies: str


@transaction.atomic
def hold_meeting(*, on: date, attended: Attended, by: User) -> Meeting:
    """A meeting of that day. One of today keeps the agenda as it stands, before what is decided changes it."""
    meeting: Meeting = Meeting.objects.create(on=on, by=by)
    _put(meeting, 1, attended, by)
    run, today = current_run(), timezone.localdate()
    if run and on == today:
        keep_agenda(run, today, by=by)
    return meeting


@transaction.atomic
def change_attendance(meeting: Meeting, attended: Attended, *, seen: int, by: User) -> None:
    """Who was there, recorded anew; what was recorded before stays. Raises NotNow where somebody did since `seen`."""
    last = meeting.attendances.select_related("by").latest("number")
    if last.number != seen:
        raise NotNow(f"{last.by.full_name} recorded it meanwhile: read what stands there, then correct that")
    try:
        with transaction.atomic():
            _put(meeting, seen + 1, attended, by)
    except IntegrityError as error:
        raise NotNow(MEANWHILE) from error


@transaction.atomic
def correct_day(meeting: Meeting, *, on: date, reason: str, seen: int, by: User) -> None:
    """It was on that day: it was recorded under another, which stays to be read. What was decided at it goes with it.
    Raises NotNow where that is no other day, or somebody corrected it since correction `seen` (none: 0)."""
    if on == held_on(meeting):
        raise NotNow("It was on that day already: give another")
    if meeting.days.count() != seen:
        raise NotNow(MEANWHILE)
    try:
        with transaction.atomic():
            MeetingDay.objects.create(meeting=meeting, number=seen + 1, on=on, reason=reason, by=by)
    except IntegrityError as error:
        raise NotNow(MEANWHILE) from error
    why = f"{reason} (meeting:{meeting.pk}, {on})"
    record(Done.CORRECTED_TASKING, by=by, subject=f"tasking:{meeting.on}", why=why)


MEANWHILE = "Somebody recorded it meanwhile: read what stands there, then correct that"


def latest_meetings() -> list[tuple[Meeting, str]]:
    """The last of them, each in words: when it was and who chaired it."""
    last = Attendance.objects.order_by("meeting", "-number").distinct("meeting")
    told = Attendance.objects.filter(pk__in=last.values("pk")).select_related("meeting", "chair")
    found = told.annotate(day=day_of("meeting", "meeting__on", corrected_days())).order_by("-day", "-meeting")[:OFFERED]
    return [(each.meeting, f"{each.day:%-d %B %Y}, chaired by {each.chair.full_name}") for each in found]


OFFERED = 8
"""At how many of the last meetings a man may be said to have been discussed."""


def _put(meeting: Meeting, number: int, attended: Attended, by: User) -> None:
    attendance = Attendance.objects.create(
        meeting=meeting,
        number=number,
        chair=attended.chair,
        others=attended.others,
        apologies=attended.apologies,
        by=by,
    )
    attendance.present.set(attended.present)
    record(Done.RECORDED_TASKING, by=by, subject=f"tasking:{meeting.on}", why=f"(meeting:{meeting.pk}, {number})")
