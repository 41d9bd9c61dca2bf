"""Which reports are news of a man: those that the run which was known at a moment did not hold of him. On which day a
report was recorded says nothing of when it came here."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connections, router

from v100.casework.database.any_of import as_array
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import LoadedRun


class Reported(NamedTuple):
    """A report that names him, as the run has it."""

    man: int
    report_id: str
    crime_ref: str
    recorded_on: date

    def __str__(self) -> str:
        return f"Report {self.crime_ref} of {self.recorded_on:%-d %B %Y}"


LAST_KNOWN = """
last_known as materialized (
    select number, loaded_at, coalesce(min(loaded_at) over (
        order by as_at desc, number desc rows between unbounded preceding and 1 preceding
    ), 'infinity') as superseded_at
    from runs_loadedrun
)
"""
"""Of each run from when to when it was the one that was known last: until one of a later date was loaded."""

HELD_THEN = """
array(
    select held.report_id from runs_named held
    where held.run_id = (select number from last_known where loaded_at <= since and since < superseded_at)
      and held.person_id = any(people)
)
"""
"""Asked of rows with `since`, a moment, and `people`, the person_ids under which one man was known, and of
`last_known`: report_ids."""

NEWS = f"""
with {LAST_KNOWN}, himself as (
    select man, id, since from unnest(%(men)s::bigint[], %(known_as)s::bigint[], %(since)s::timestamptz[])
        himself (man, id, since)
), known_as as (
    select himself.man, himself.since, array_agg(nominal.person_id) as people,
        max(nominal.person_id) filter (where himself.id = himself.man) as person_id
    from himself join nominals_nominal nominal on nominal.id = himself.id
    group by himself.man, himself.since
), told as materialized (
    select man, person_id, {HELD_THEN} as held from known_as
), new as materialized (
    select told.man, told.person_id, named.report_id
    from told join runs_named named on named.person_id = told.person_id
    where named.run_id = %(run)s and named.person_id = any(array(select person_id from told))
      and named.report_id <> all(told.held)
)
select new.man, report_id, named.crime_ref, named.recorded_on
from new join runs_named named using (person_id, report_id)
where named.run_id = %(run)s and named.recorded_on is not null
order by report_id, new.man
"""
"""Most reports were held then: what is said of a report is read of those alone that are new."""


def news_of(himself: Mapping[int, int], since: Mapping[int, datetime], run: LoadedRun) -> Iterator[Reported]:
    """Of men, by every number under which each was known (`themselves`): what the current run holds, and the one that
    was known at his moment did not, by report."""
    later = [(man, number) for number, man in himself.items() if since[man] < run.loaded_at]
    if not later:
        return
    said: dict[str, Any] = {
        "men": as_array(man for man, _ in later),
        "known_as": as_array(number for _, number in later),
        "since": as_array(since[man] for man, _ in later),
        "run": run.number,
    }
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(NEWS, said)
        rows = cursor.fetchall()
    yield from (Reported(*row) for row in rows)
