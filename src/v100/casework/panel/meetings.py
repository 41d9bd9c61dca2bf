"""Meetings of the panel: one is open at a time; each decision belongs to one."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.models import Decided, Meeting, Step
from v100.casework.panel.states import BECOMES, NotNow


def open_meeting() -> Meeting | None:
    """The meeting that is open, if one is."""
    found: Meeting | None = Meeting.objects.filter(closed_at=None).first()
    return found


def attend(meeting: Meeting, user: User) -> None:
    """Whoever judges at a meeting was there."""
    meeting.present.add(user)


def decided_at(meeting: Meeting | None, step: Step) -> None:
    """The decision belongs to this meeting; where none is open, to the next."""
    if meeting is not None:
        Decided.objects.create(step=step, meeting=meeting)


def start(*, by: User, title: str, on: date, present: Iterable[int], guests: str) -> Meeting:
    """Open a meeting; `present` are users by number. What was decided between meetings is laid before it.

    Raises NotNow where one is open.
    """
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(title=title, on=on, guests=guests, opened_by=by)
    except IntegrityError as error:
        raise NotNow("A meeting is open already: close it first") from error
    meeting.present.set({by.pk, *present})
    between = Step.objects.filter(status__in=BECOMES.values(), came_from=None, decided=None)
    Decided.objects.bulk_create(Decided(step=step, meeting=meeting) for step in between.order_by("pk"))
    record(Done.OPENED_MEETING, by=by, subject=f"meeting:{meeting.pk}")
    return meeting


def close(meeting: Meeting, *, by: User) -> None:
    """Close it: nothing more is decided there.

    Raises NotNow where it is closed.
    """
    done = Meeting.objects.filter(pk=meeting.pk, closed_at=None).update(closed_at=timezone.now(), closed_by=by)
    if not done:
        raise NotNow("This meeting is closed already")
    record(Done.CLOSED_MEETING, by=by, subject=f"meeting:{meeting.pk}")
