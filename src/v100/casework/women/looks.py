"""Who had opened her page before a contact detail changed (C5): the old one may stand on a print of theirs."""

from collections.abc import Iterable
from datetime import datetime

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done, Event
from v100.casework.women.models import Woman
from v100.casework.women.reading import TOLD_FOR


def looked(references: Iterable[str], *, before: datetime) -> list[tuple[User, datetime]]:
    """Each with the last time, the latest first."""
    subjects = [f"woman:{woman.pk}" for woman in Woman.objects.filter(person_id__in=references)]
    events = Event.objects.filter(
        subject__in=subjects, action=Done.OPENED_WOMAN, at__gte=before - TOLD_FOR, at__lt=before
    )
    last = dict(events.order_by("at").values_list("by", "at"))
    people = User.objects.in_bulk(last)
    return sorted(((people[by], at) for by, at in last.items()), key=lambda each: each[1], reverse=True)
