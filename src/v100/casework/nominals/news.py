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


HELD_THEN = """
array(
    select held.report_id from runs_named held
    where held.run_id = (
        select number from runs_loadedrun where loaded_at <= since order by as_at desc, number desc limit 1
    ) and held.person_id = any(people)
)
"""
"""Asked of rows with `since`, a moment, and `people`, the person_ids under which one man was known: report_ids."""

NEWS = f"""
with himself as (
    select man, id, since from unnest(%(men)s::bigint[], %(known_as)s::bigint[], %(since)s::timestamptz[])
        himself (man, id, since)
), known_as as (
    select himself.man, himself.since, array_agg(nominal.person_id) as people,
        max(nominal.person_id) filter (where himself.id = himself.man) as person_id
    from himself join nominals_nominal nominal on nominal.id = himself.id
    group by himself.man, himself.since
), told as materialized (
    select man, person_id, {HELD_THEN} as held from known_as
)
select told.man, named.report_id, named.crime_ref, named.recorded_on
from told join runs_named named on named.person_id = told.person_id
where named.run_id = %(run)s and named.person_id = any(array(select person_id from told))
  and named.recorded_on is not null and named.report_id <> all(told.held)
order by named.report_id, told.man
"""


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
