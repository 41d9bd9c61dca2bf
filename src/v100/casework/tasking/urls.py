"""Pages of the tasking meeting."""

from datetime import date

from django.urls import path, register_converter

from v100.casework.tasking.views import (
    attendance_page,
    keep_agenda_page,
    kept_agenda,
    meeting_day_page,
    minutes_of,
    record_meeting_page,
    tasking,
)


class DayConverter:
    """A day in an address: 2026-03-31."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("tasking/", tasking, name="tasking"),
    path("tasking/<day:day>/", minutes_of, name="minutes"),
    path("tasking/meetings/record/", record_meeting_page, name="record-meeting"),
    path("tasking/meetings/<int:tasking>/", attendance_page, name="attendance"),
    path("tasking/meetings/<int:tasking>/day/", meeting_day_page, name="meeting-day"),
    path("tasking/agendas/keep/", keep_agenda_page, name="keep-agenda"),
    path("tasking/agendas/<int:kept>/", kept_agenda, name="kept-agenda"),
]
