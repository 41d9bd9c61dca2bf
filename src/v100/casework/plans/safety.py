"""Her safety before any step that he will notice (C13: leaving is the trigger): whose safety plan was looked at, when,
and whose was not within the plan's days. What her plan says is not here."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from v100.casework.database.any_of import any_of_texts
from v100.casework.nominals.models import Nominal
from v100.casework.plans.models import SafetyLook
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.suspects import as_suspects
from v100.casework.women.herself import themselves


class Look(NamedTuple):
    """A woman or girl of his reports, by reference; when her plan was looked at last; whether that is too long ago."""

    woman: str
    last: SafetyLook | None
    lacking: bool


def carried(nominal: Nominal, run: LoadedRun) -> bool:
    """Whether the run carries any report that names him as a suspect. Where it carries none (his reports are out of its
    window, or he is not in it) nobody can tell from it whose safety plan is to be looked at."""
    return _reports(nominal, run).exists()


def women_of(nominal: Nominal, run: LoadedRun) -> list[str]:
    """The women and girls of the reports that name him as a suspect, by reference, as far as the run carries them."""
    reports = set(_reports(nominal, run).values_list("report_id", flat=True))
    told = MODELS["report_victim"].objects.filter(run=run, report_id__in=any_of_texts(reports)).exclude(sex="M")
    return sorted(set(told.values_list("person_id", flat=True)))


def _reports(nominal: Nominal, run: LoadedRun) -> QuerySet[Any]:
    """Asked one table after the other: of a run that was just loaded PostgreSQL has measured nothing, and joined by it
    they took minutes."""
    his = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=nominal.person_id)
    mentions = set(his.values_list("mention_id", flat=True))
    return as_suspects(run).filter(mention_id__in=any_of_texts(mentions))


def looks(nominal: Nominal, men: list[int], run: LoadedRun, days: int, today: date) -> list[Look]:
    """Of each, `men` being the man's references: too long ago is more than `days` before today, or never. A look that
    was recorded under another reference of hers counts."""
    women = women_of(nominal, run)
    whose = themselves(women)
    last: dict[str, SafetyLook] = {}
    for look in SafetyLook.objects.filter(nominal__in=men, on__lte=today).select_related("by").order_by("on", "pk"):
        last[whose.get(look.woman, look.woman)] = look
    since = today - timedelta(days=days)
    return [Look(woman, last.get(woman), woman not in last or last[woman].on < since) for woman in women]
