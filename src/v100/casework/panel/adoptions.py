"""Who was adopted from when until when, by the ids of the run's people: what `v100 evaluate effect --adopted` reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from v100.casework.nominals.models import Became, Nominal
from v100.casework.panel.models import Step
from v100.casework.panel.states import HELD
from v100.casework.runs.models import MODELS, LoadedRun


@dataclass(frozen=True)
class Spell:
    """One man of the programme, from the day on which he was adopted until the day on which he was not any more; none
    where he still is."""

    person_id: str
    begins: date
    ends: date | None = None


def adoptions(run: LoadedRun, user: Any) -> list[Spell]:
    """Every spell of every man whom this user may see, by person_id and day. People are told apart as in this run: what
    was decided of a man who was found to be another is of that other. Spells of one man that touch are one.
    """
    steps = Step.objects.visible_to(user).order_by("nominal", "number").values_list("nominal", "status", "at")
    held = {
        number: _spells((status, at) for _, status, at in his) for number, his in groupby(steps, lambda row: row[0])
    }
    is_now = _who_is_who(run)
    of_man: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for number, spells in held.items():
        of_man[is_now.get(number, number)] += spells
    men = dict(Nominal.objects.visible_to(user).filter(pk__in=of_man).values_list("pk", "person_id"))
    found = [Spell(men[number], *spell) for number, spells in of_man.items() if number in men for spell in _one(spells)]
    return sorted(found, key=lambda spell: (spell.person_id, spell.begins))


def _spells(steps: Iterable[tuple[str, datetime]]) -> list[tuple[date, date | None]]:
    """From one man's steps, in order."""
    found: list[tuple[date, date | None]] = []
    begins: date | None = None
    for status, at in steps:
        day = timezone.localdate(at)
        if status in HELD:
            begins = begins or day
        elif begins:
            found.append((begins, day))
            begins = None
    return [*found, (begins, None)] if begins else found


def _one(spells: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """Spells that touch or overlap, put together."""
    found: list[tuple[date, date | None]] = []
    for begins, ends in sorted(spells, key=lambda spell: (spell[0], spell[1] or date.max)):
        before = found[-1] if found else None
        if before and begins <= (before[1] or date.max):
            found[-1] = (before[0], None if before[1] is None or ends is None else max(before[1], ends))
        else:
            found.append((begins, ends))
    return found


def _who_is_who(run: LoadedRun) -> dict[int, int]:
    """Of men who were found to be another and whom this run does not name: who each of them is. One whom it names was
    told apart from the other again, or not found to be him yet."""
    merged = Became.objects.filter(kind=Became.MERGED).order_by("run__as_at", "pk").values_list("nominal", "other")
    became = dict(merged)  # the last holds
    named = MODELS["person"].objects.filter(run=run, side="suspect").values("person_id")
    for number in Nominal.objects.filter(pk__in=became, person_id__in=named).values_list("pk", flat=True):
        del became[number]
    return {number: _last(number, became) for number in became}


def _last(number: int, became: dict[int, int]) -> int:
    passed = {number}
    while (other := became.get(number)) and other not in passed:
        passed.add(other)
        number = other
    return number
