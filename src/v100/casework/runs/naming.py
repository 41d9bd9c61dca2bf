"""Reports and planned dates of several men at once, as one run has them; and the last run that carries each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from v100.casework.database.any_of import any_of_texts
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.suspects import as_suspects
from v100.tables import PLANNED_KINDS

Man = TypeVar("Man")


class Named(NamedTuple):
    """A report that names a man as a suspect."""

    report_id: str
    crime_ref: str
    recorded_on: date


def reports_naming(run: LoadedRun, men: Mapping[str, Man], after: date) -> Iterator[tuple[Man, Named]]:
    """Those recorded after a day, by report; `men` by person_id."""
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id__in=any_of_texts(men))
    reports = MODELS["crime_report"].objects.filter(run=run, recorded_on__gt=after)
    named = as_suspects(run).filter(
        mention_id__in=mentions.values("mention_id"), report_id__in=reports.values("report_id")
    )
    pairs = set(named.values_list("mention_id", "report_id"))
    said = mentions.filter(mention_id__in={mention for mention, _ in pairs})
    whose = dict(said.values_list("mention_id", "person_id"))
    rows = reports.filter(report_id__in={report for _, report in pairs})
    told = {row[0]: Named(*row) for row in rows.values_list("report_id", "crime_ref", "recorded_on")}
    for report, person in sorted({(report, whose[mention]) for mention, report in pairs}):
        yield men[person], told[report]


def last_carrying(people: Iterable[str]) -> dict[str, LoadedRun]:
    """By person_id the last run that carries a mention of each as a suspect: a man who is long in prison, or whose
    reports are old, is in no later one.
    """
    named = MODELS["person_mention"].objects.filter(side="suspect", person_id__in=any_of_texts(people))
    runs = LoadedRun.objects.in_bulk(named.values_list("run", flat=True).distinct())
    pairs = sorted(
        ((runs[number], person_id) for person_id, number in named.values_list("person_id", "run").distinct()),
        key=lambda pair: (pair[0].as_at, pair[0].number),
    )
    return {person_id: run for run, person_id in pairs}


def planned_dates(run: LoadedRun, men: Mapping[str, Man], first: date, last: date) -> Iterator[tuple[Man, str, date]]:
    """Releases and court dates that the record system plans within these days: whose, what, when."""
    planned = MODELS["event"].objects.filter(
        run=run, person_id__in=any_of_texts(men), kind__in=PLANNED_KINDS, on__gte=first, on__lte=last
    )
    for person, kind, on in planned.order_by("on", "kind").values_list("person_id", "kind", "on").distinct():
        yield men[person], str(kind), on
