"""The minutes of tasking meetings of a day: who was there, and what was said of each man who was discussed."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import F

from v100.casework.nominals.models import Nominal
from v100.casework.plans.models import PlanAction, Review
from v100.casework.tasking.models import Attendance, Meeting

Said = list[tuple[Review, list[PlanAction]]]
"""Each review, with the actions proposed for the man on the same day."""


class Part(NamedTuple):
    """One meeting: who was there, as it was recorded last and before, and what was said at it."""

    meeting: Meeting
    attendance: Attendance
    before: list[Attendance]
    said: Said


class Minutes(NamedTuple):
    """The meetings of a day, and what was said of men at none of them."""

    meetings: list[Part]
    apart: Said

    @property
    def said(self) -> Said:
        """All of it."""
        return [each for part in [*(meeting.said for meeting in self.meetings), self.apart] for each in part]


def minutes(user: Any, on: date) -> Minutes:
    """Of that day, with the men whom this person may see."""
    said = _said(user, on)
    attendances: dict[int, list[Attendance]] = {}
    told = Attendance.objects.filter(meeting__on=on).select_related("chair", "by").prefetch_related("present")
    for each in told.order_by("-number"):
        attendances.setdefault(each.meeting_id, []).append(each)
    return Minutes(
        meetings=[
            Part(
                meeting=meeting,
                attendance=attendances[meeting.pk][0],
                before=attendances[meeting.pk][1:],
                said=[each for each in said if each[0].meeting_id == meeting.pk],
            )
            for meeting in Meeting.objects.filter(on=on).order_by("pk")
        ],
        apart=[each for each in said if each[0].meeting_id is None],
    )


def _said(user: Any, on: date) -> Said:
    seen = Nominal.objects.visible_to(user).values("pk")
    reviews = Review.objects.filter(on=on, plan__nominal__in=seen).select_related("plan__nominal", "by")
    found = list(reviews.order_by("plan__nominal", "pk"))
    plans = {review.plan_id for review in found}
    proposed: dict[int, list[PlanAction]] = {}
    told = PlanAction.objects.filter(objective__plan__in=plans, at__date=on).exclude(at=F("objective__plan__at"))
    for action in told.select_related("objective").order_by("pk"):
        proposed.setdefault(action.objective.plan_id, []).append(action)
    return [(review, proposed.get(review.plan_id, [])) for review in found]


def days(user: Any) -> list[date]:
    """Days of meetings, and days on which somebody was discussed whom this person may see, the latest first."""
    seen = Nominal.objects.visible_to(user).values("pk")
    told = Review.objects.filter(plan__nominal__in=seen).order_by("-on").values_list("on", flat=True).distinct()
    held = Meeting.objects.order_by("-on").values_list("on", flat=True).distinct()
    return sorted({*told[:SHOWN], *held[:SHOWN]}, reverse=True)[:SHOWN]


SHOWN = 24
"""How many days are offered."""
