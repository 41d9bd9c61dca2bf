"""Who is named in which report, and planned dates of several men at once, as one run has them; and the last run that
carries each man."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from django.db import connections, router

from v100.casework.database.any_of import any_of_texts
from v100.casework.runs.models import MODELS, LoadedRun, Named
from v100.tables import PLANNED_KINDS

Man = TypeVar("Man")

NAMED = """
insert into runs_named (run_id, person_id, report_id, crime_ref, recorded_on, domestic_abuse, categories, women)
with named as (
    select distinct its.person_id, suspect.report_id
    from run_suspect suspect
    join run_person_mention its
        on its.run_id = suspect.run_id and its.mention_id = suspect.mention_id and its.side = 'suspect'
    where suspect.run_id = %(run)s and coalesce(suspect.role, 'suspect') = 'suspect' and suspect.eliminated_on is null
), coded as (
    select offence.report_id, array_agg(distinct known.vawg_category order by known.vawg_category) as categories
    from run_offence offence join run_offence_table known using (run_id, ho_code)
    where offence.run_id = %(run)s and known.vawg_category is not null
    group by offence.report_id
), told as (
    select report_id, array_agg(distinct person_id order by person_id) as women
    from run_report_victim where run_id = %(run)s and sex is distinct from 'M'
    group by report_id
)
select %(run)s, person_id, report_id, coalesce(report.crime_ref, ''), report.recorded_on,
    coalesce(report.domestic_abuse, false), coalesce(categories, '{}'), coalesce(women, '{}')
from named
left join (select * from run_crime_report where run_id = %(run)s) report using (report_id)
left join coded using (report_id)
left join told using (report_id)
"""
"""Who is a suspect `suspects.as_suspects` says too."""


def write_named(run: LoadedRun) -> None:
    """Of a run that was just loaded."""
    with connections[router.db_for_write(Named)].cursor() as cursor:
        cursor.execute(NAMED, {"run": run.number})


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
