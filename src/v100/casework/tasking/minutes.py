"""The minutes of tasking meetings of a day: who was there, and what was said of each man who was discussed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from v100.casework.nominals.models import Nominal
from v100.casework.plans.models import PlanAction, Review
from v100.casework.tasking.held_on import corrected_days, day_of
from v100.casework.tasking.models import Attendance, KeptAgenda, Meeting, MeetingDay

Said = list[tuple[Review, list[PlanAction]]]
"""Each review, with the actions proposed for the man on the same day."""


class Part(NamedTuple):
    """One meeting: corrections of its day, who was there, as it was recorded last and before, and what was said."""

    meeting: Meeting
    corrections: list[MeetingDay]
    attendance: Attendance
    before: list[Attendance]
    said: Said


class Minutes(NamedTuple):
    """The meetings of a day, what was said of men at none of them, agendas that were kept on it, and on which days
    meetings were that had been recorded under it."""

    meetings: list[Part]
    apart: Said
    agendas: list[KeptAgenda]
    elsewhere: list[date]

    @property
    def said(self) -> Said:
        """All of it."""
        return [each for part in [*(meeting.said for meeting in self.meetings), self.apart] for each in part]


def minutes(user: Any, on: date) -> Minutes:
    """Of that day, with the men whom this person may see."""
    corrected = corrected_days()
    said = _said(user, on, corrected)
    of_day = list(Meeting.objects.annotate(day=day_of("pk", "on", corrected)).filter(day=on).order_by("pk"))
    attendances: dict[int, list[Attendance]] = {}
    told = Attendance.objects.filter(meeting__in=of_day).select_related("chair", "by").prefetch_related("present")
    for each in told.order_by("-number"):
        attendances.setdefault(each.meeting_id, []).append(each)
    return Minutes(
        meetings=[
            Part(
                meeting=meeting,
                corrections=list(meeting.days.select_related("by").order_by("number")),
                attendance=attendances[meeting.pk][0],
                before=attendances[meeting.pk][1:],
                said=[each for each in said if each[0].meeting_id == meeting.pk],
            )
            for meeting in of_day
        ],
        apart=[each for each in said if each[0].meeting_id is None],
        agendas=list(KeptAgenda.objects.filter(on=on).defer("lines").select_related("by").order_by("pk")),
        elsewhere=_elsewhere(on, corrected),
    )


def _elsewhere(on: date, corrected: Mapping[int, date]) -> list[date]:
    stood = Meeting.objects.filter(Q(on=on) | Q(days__on=on), pk__in=corrected).values_list("pk", flat=True)
    return sorted({corrected[meeting] for meeting in stood} - {on})


def _said(user: Any, on: date, corrected: Mapping[int, date]) -> Said:
    seen = Nominal.objects.visible_to(user).values("pk")
    dated = Review.objects.annotate(day=day_of("meeting", "on", corrected))
    reviews = dated.filter(day=on, plan__nominal__in=seen)
    found = list(reviews.select_related("plan__nominal", "by").order_by("plan__nominal", "pk"))
    plans = {review.plan_id for review in found}
    proposed: dict[int, list[PlanAction]] = {}
    told = PlanAction.objects.filter(objective__plan__in=plans, at__date=on).exclude(at=F("objective__plan__at"))
    for action in told.select_related("objective").order_by("pk"):
        proposed.setdefault(action.objective.plan_id, []).append(action)
    return [(review, proposed.get(review.plan_id, [])) for review in found]


def days(user: Any) -> list[date]:
    """Days of meetings, days on which an agenda was kept, and days on which somebody was discussed whom this person may
    see, the latest first."""
    seen, corrected = Nominal.objects.visible_to(user).values("pk"), corrected_days()
    told = Review.objects.filter(plan__nominal__in=seen).annotate(day=day_of("meeting", "on", corrected))
    held = Meeting.objects.annotate(day=day_of("pk", "on", corrected))
    kept = KeptAgenda.objects.annotate(day=F("on"))
    found = {day for rows in (told, held, kept) for day in _last_days(rows)}
    return sorted(found, reverse=True)[:SHOWN]


def _last_days(rows: QuerySet[Any]) -> QuerySet[Any, date]:
    return rows.order_by("-day").values_list("day", flat=True).distinct()[:SHOWN]


SHOWN = 24
"""How many days are offered."""
