"""What the site keeps of one woman, as her page shows it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from v100.casework.network.contacts import phone
from v100.casework.women.clock import Clock, clock
from v100.casework.women.kinds import CALL, EMAIL, FROM_CONTACT, INTERIM, NAMES, REREAD, SHAPES, TEXT, Part, Shape
from v100.casework.women.models import Identifying, Record, Step


class Line(NamedTuple):
    """A record, the values that could identify her by name, and what came of it."""

    record: Record
    values: dict[str, str]
    steps: list[Step]

    @property
    def shape(self) -> Shape:
        return SHAPES[Part(self.record.part)]

    @property
    def said(self) -> list[tuple[str, str]]:
        """The values with their names in words."""
        return [(NAMES[name], self.values[name]) for name in NAMES if name in self.values]

    @property
    def open(self) -> bool:
        """Whether something is still to come of it."""
        return bool(self.shape.then) and not (self.steps and self.steps[-1].what in self.shape.ends)

    @property
    def written_at(self) -> list[datetime]:
        return [self.record.at, *(step.at for step in self.steps)]

    def late(self, today: date) -> bool:
        return self.open and self.record.due_on is not None and self.record.due_on < today


class SafeWay(NamedTuple):
    """The way to reach her that holds on a day; else why there is none."""

    line: Line | None
    why_none: str


def lines_of(references: Iterable[str]) -> dict[Part, list[Line]]:
    """What is recorded of her under any of her references, by part, the last recorded first."""
    records = list(Record.objects.filter(woman__person_id__in=references).select_related("by", "owner").order_by("-pk"))
    values: dict[int, dict[str, str]] = {}
    for each in Identifying.objects.filter(record__in=records):
        values.setdefault(each.record_id, {})[each.name] = each.words
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(record__in=records).select_related("by", "record").order_by("pk"):
        steps.setdefault(step.record_id, []).append(step)
    found: dict[Part, list[Line]] = {part: [] for part in Part}
    for record in records:
        found[Part(record.part)].append(Line(record, values.get(record.pk, {}), steps.get(record.pk, [])))
    return found


def safe_way(lines: dict[Part, list[Line]], his_numbers: Collection[str] | None, today: date) -> SafeWay:
    """The last that was recorded, while it holds (C3): she did not withdraw from contact since, and the number is not
    on his record, where a later report may have put it; where that cannot be read (none), no way is safe.
    """
    last = next(iter(lines[Part.SAFE_CONTACT]), None)
    gone = next((each for each in lines[Part.WITHDRAWAL] if each.record.what == FROM_CONTACT and each.open), None)
    if gone and (last is None or last.record.pk < gone.record.pk):
        return SafeWay(None, "she wants no contact")
    if last is None:
        return SafeWay(None, "no safe way is on record")
    if last.record.until is None or not last.record.on <= today <= last.record.until:
        return SafeWay(None, "no safe way is on record that holds today")
    if last.record.what in (CALL, TEXT, EMAIL) and "number" not in last.values:
        return SafeWay(None, "what led to her was erased")
    if his_numbers is None:
        return SafeWay(None, "the store cannot be read that says which numbers are on his record")
    if plain(last.values.get("number", "")) in his_numbers:
        return SafeWay(None, "the number recorded for her is on his record too")
    return SafeWay(last, "")


def plain(contact: str) -> str:
    """A telephone number or an e-mail address as it is compared: however it is written, it is one."""
    if "@" in contact:
        return contact.strip().casefold()
    number = phone(contact)
    return number.key if number else "".join(each for each in contact if each.isdigit())


def clock_of(line: Line, today: date) -> Clock:
    """The clock of an application for disclosure."""
    ended = next((step.on for step in line.steps if step.what in line.shape.ends), None)
    return clock(
        line.record.on,
        rereads=[step.on for step in line.steps if step.what == REREAD],
        interims=[step.on for step in line.steps if step.what == INTERIM],
        decided_on=ended,
        today=today,
    )


TOLD_FOR = timedelta(days=30)
"""So long a new contact detail is said at the top of her page, with who had opened the page in as many days before."""


def changed_contact(lines: dict[Part, list[Line]], today: date) -> Line | None:
    """The last contact detail that took the place of another of its kind, while that is news (C5)."""
    details = lines[Part.CONTACT]
    kinds = [each.record.what for each in details]
    recent = [each for each in details if timezone.localdate(each.record.at) >= today - TOLD_FOR]
    return next((each for place, each in enumerate(recent) if each.record.what in kinds[place + 1 :]), None)
