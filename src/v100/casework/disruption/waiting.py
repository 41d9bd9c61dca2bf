"""Effects of many men at once that wait for somebody: for a second reader, or to be graded again because a report names
him within the time that is claimed. What each means `reading.Logged` says of one man."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import router

from v100.casework.database.any_of import as_array
from v100.casework.database.hashed import hashed
from v100.casework.disruption.criteria import Grade
from v100.casework.disruption.models import Disruption
from v100.casework.runs.models import LoadedRun


class Waiting(NamedTuple):
    """An effect: whose, of which day, as graded and to when; the reports for which it is to be graded again, by their
    reference."""

    man: int
    on: date
    effect: str
    until: date
    unread: bool
    reports: list[str]


WAITING = """
with himself as (
    select man, id from unnest(%(men)s::bigint[], %(known_as)s::bigint[]) himself (man, id)
), last as materialized (
    select distinct on (grading.disruption_id) himself.man, grading.disruption_id as id, said."on", grading.effect,
        grading.until, grading.known, grading.effect = any(%(read)s) and not grading.read as unread
    from disruption_disruption said
    join himself on himself.id = said.nominal_id
    join disruption_grading grading on grading.disruption_id = said.id
    where said.nominal_id = any(%(known_as)s)
    order by grading.disruption_id, grading.number desc
), claimed as (
    select * from last where until > %(opens)s
), man as (
    select id, person_id from nominals_nominal where id = any(array(select distinct man from claimed))
), counted as (
    select distinct person_id, report_id from run_harm_line
    where run_id = %(run)s and person_id = any(array(select person_id from man)) and counted
), again as (
    select last.id, array_agg(named.crime_ref order by named.crime_ref) as reports
    from claimed last join man on man.id = last.man
    join runs_named named using (person_id) join counted using (person_id, report_id)
    where named.run_id = %(run)s and named.person_id = any(array(select person_id from man))
      and named.recorded_on > last."on" and named.recorded_on <= last.until and report_id <> all(last.known)
    group by last.id
)
select last.man, last."on", last.effect, last.until, last.unread, coalesce(again.reports, '{}')
from last left join again using (id)
where last.unread or again.id is not null
order by last.man, last."on", last.id
"""
"""`known_as` are the numbers under which each of the men was known; grades in `read` want a second reader. Of claims
that ended before the run's window `opens` it holds no report."""


def effects_waiting(himself: Mapping[int, int], grades: Mapping[str, Grade], run: LoadedRun) -> Iterator[Waiting]:
    """Of men, by every number under which each was known (`themselves`): by man, then by day."""
    said: dict[str, Any] = {
        "men": as_array(himself.values()),
        "known_as": as_array(himself),
        "read": [name for name, grade in grades.items() if grade.second_reader],
        "run": run.number,
        "opens": run.as_at - timedelta(days=run.manifest["policy"]["window_days"]),
    }
    with hashed(router.db_for_read(Disruption)) as cursor:
        cursor.execute(WAITING, said)
        rows = cursor.fetchall()
    yield from (Waiting(*row) for row in rows)
