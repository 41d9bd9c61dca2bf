"""On which day a meeting was: the day under which it was recorded, or the one to which that was corrected last. What
was decided at it is of the same day."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Case, DateField, F, Value, When

from v100.casework.tasking.models import Meeting, MeetingDay


def held_on(meeting: Meeting) -> date:
    """Its day as it is known now."""
    return corrected_days().get(meeting.pk, meeting.on)


def corrected_days() -> dict[int, date]:
    """Of the few meetings that were recorded under a wrong day, by number, when they were."""
    last = MeetingDay.objects.order_by("meeting", "-number").distinct("meeting")
    return dict(last.values_list("meeting", "on"))


def day_of(meeting: str, on: str, corrected: Mapping[int, date]) -> Case:
    """For a query of rows with a meeting, by these names of its number and of the day that was written. The days that
    were corrected stand in the query, they are so few: to look for one beside each of thousands of rows takes
    PostgreSQL longer."""
    others = [When(**{meeting: number}, then=Value(day)) for number, day in corrected.items()]
    return Case(*others, default=F(on), output_field=DateField())
