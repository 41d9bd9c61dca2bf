"""When a contact detail of hers changes, the lead and those who had opened her page shortly before are told (C5): the
old one may stand on a print or in a letter of theirs. Which it is stands on her page alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from v100.casework.access import Action, allowed
from v100.casework.oversight.models import Done, Event
from v100.casework.women.kinds import Part
from v100.casework.women.models import Record, Woman
from v100.casework.women.reached import reached_by
from v100.casework.women.reading import TOLD_FOR
from v100.casework.women.waiting import as_one


class Changed(NamedTuple):
    """A change as an alert says it: its key, of which woman (her number), in words."""

    key: str
    woman: int
    words: str


def contact_changes(user: Any) -> Iterator[Changed]:
    """Those of the last days that another recorded, of women whom this person reaches: all of them for the lead, for
    others those before which they had looked."""
    changes = _changes(user)
    known_as = as_one({change.woman.person_id for change in changes}) if changes else {}
    reached = reached_by(user, known_as).women
    taken_place = _taken_place(changes, known_as)
    lead = allowed(user, Action.SEE_WAITING_FOR_HER)
    looks = {} if lead or not taken_place else _looks(user, known_as, since=taken_place[0].at - TOLD_FOR)
    for change in taken_place:
        hers = known_as[change.woman.person_id]
        before = any(change.at - TOLD_FOR <= at < change.at for at in looks.get(hers, ()))
        if hers in reached and (lead or before):
            yield Changed(f"contact:{change.pk}", change.woman_id, _words(change, lead))


def _changes(user: Any) -> list[Record]:
    """New contact details, the first first."""
    since = timezone.localdate() - TOLD_FOR
    new = Record.objects.filter(part=Part.CONTACT, at__date__gte=since).exclude(by=user.pk)
    return list(new.select_related("woman").order_by("pk"))


def _taken_place(changes: list[Record], known_as: dict[str, str]) -> list[Record]:
    """Of these each that took the place of another of its kind, under whichever of her references."""
    first: dict[tuple[str, str], int] = {}
    told = Record.objects.filter(part=Part.CONTACT, woman__person_id__in=known_as) if changes else Record.objects.none()
    for person_id, what, number in told.order_by("pk").values_list("woman__person_id", "what", "pk"):
        first.setdefault((known_as[person_id], what), number)
    return [each for each in changes if first[known_as[each.woman.person_id], each.what] < each.pk]


def _looks(user: Any, known_as: dict[str, str], *, since: datetime) -> dict[str, list[datetime]]:
    """When this person opened the pages of each of these women, by the reference that stands for her."""
    women = Woman.objects.filter(person_id__in=known_as).values_list("pk", "person_id")
    subjects = {f"woman:{number}": known_as[person_id] for number, person_id in women}
    events = Event.objects.filter(by=user.pk, action=Done.OPENED_WOMAN, subject__in=subjects, at__gte=since)
    looks: dict[str, list[datetime]] = {}
    for subject, at in events.values_list("subject", "at"):
        looks.setdefault(subjects[subject], []).append(at)
    return looks


def _words(change: Record, lead: bool) -> str:
    told = f"A contact detail of {change.woman.reference} changed on {timezone.localdate(change.at):%-d %B %Y}"
    if lead:
        return f"{told}: her page says who had opened it before"
    return f"{told}: you had opened her page, so destroy what you printed or wrote down of it"
