"""For which women and girls something is late on a page that is opened with a reason only: their references, and
nothing of what it is."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from v100.casework.women.herself import first_of_each, themselves
from v100.casework.women.kinds import SHAPES, Part
from v100.casework.women.models import Record, Step, Woman
from v100.casework.women.reached import reached_by
from v100.casework.women.reading import Line, clock_of


def late_for_whom(user: Any) -> list[Woman]:
    """Those for whom a task of the safety plan or an application for disclosure is late, whom this person reaches."""
    today = timezone.localdate()
    women = {line.record.woman for line in _open_lines(today) if _late(line, today)}
    if not women:
        return []
    known_as = as_one({woman.person_id for woman in women})
    return each_once(women, known_as, reached_by(user, known_as).women)


def each_once(women: Iterable[Woman], known_as: Mapping[str, str], of: Collection[str]) -> list[Woman]:
    """Of these those who stand among `of`, each by the first of her references that was opened; in their order."""
    once: dict[str, Woman] = {}
    for woman in sorted(women, key=lambda each: each.pk):
        if known_as[woman.person_id] in of:
            once.setdefault(known_as[woman.person_id], woman)
    return list(once.values())


def as_one(references: Iterable[str]) -> dict[str, str]:
    """Each of these and every other reference of the same women, with the one that stands for her."""
    first = first_of_each()
    return {reference: first.get(reference, reference) for reference in themselves(references)}


def _late(line: Line, today: date) -> bool:
    return clock_of(line, today).late if line.record.part == Part.DISCLOSURE else line.late(today)


def _open_lines(today: date) -> list[Line]:
    """Of what may be late."""
    records = list(still_open(Part.DISCLOSURE, Part.TASK).exclude(part=Part.TASK, due_on__gte=today))
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(record__in=records).order_by("pk"):
        steps.setdefault(step.record_id, []).append(step)
    return [Line(record, {}, steps.get(record.pk, [])) for record in records]


def still_open(*parts: Part) -> QuerySet[Record]:
    """Records of these parts of which something is still to come, as `reading.Line.open` has it of one."""
    last = Step.objects.filter(record=OuterRef("pk")).order_by("-pk").values("what")[:1]
    not_ended = Q()
    for part in parts:
        not_ended |= Q(part=part) & (Q(last=None) | ~Q(last__in=SHAPES[part].ends))
    return Record.objects.annotate(last=Subquery(last)).filter(not_ended).select_related("woman")
