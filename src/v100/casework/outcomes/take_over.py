"""From a run's events to outcomes: what is new, what changed, what is gone, what is another man's now.

An event that tells what a person recorded already (same man, kind and day, no other report, a line in common) is kept
beside the person's row and not counted again. So is a later version of an event that a person has corrected: what
people say holds, and the page shows where the record system says otherwise.
"""

from django.db import connections, router

from v100.casework.outcomes.kinds import BY_PEOPLE_ONLY, Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.offences import note_offences
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.models import LoadedRun

COLUMNS = """
insert into outcomes_outcome (nominal_id, kind, "on", until, days, details, report_id, crime_ref, lines, mention_id,
    event_id, by_id, run_id, replaces_id, beside_id, taken_back, why)
"""

LAST = """
last as (
    select distinct on (outcome.event_id) outcome.*, correction.id as corrected_by
    from outcomes_outcome outcome left join outcomes_outcome correction on correction.replaces_id = outcome.id
    where outcome.event_id <> '' and outcome.by_id is null order by outcome.event_id, outcome.id desc
)
"""
"""What the record system last said of each event, and the person's row that corrects it."""

ARRIVING = """
arriving as (
    select event.event_id, nominal.id as nominal_id, event.kind, event."on", event.until, event.days,
        coalesce(event.report_id, '') as report_id, coalesce(report.crime_ref, '') as crime_ref,
        coalesce(event.lines, '{}') as lines, coalesce(event.mention_id, '') as mention_id
    from run_event event
    join nominals_nominal nominal on nominal.person_id = event.person_id
    left join run_crime_report report on report.run_id = event.run_id and report.report_id = event.report_id
    where event.run_id = %(run)s and event.kind = any(%(kinds)s)
)
"""

NEW_OR_CHANGED = f"""
with {LAST}, {ARRIVING}, differing as (
    select arriving.*, last.id as last_id, last.corrected_by,
        coalesce(last.corrected_by, last.beside_id) as known_beside
    from arriving left join last using (event_id)
    where last.id is null or last.taken_back
       or (last.nominal_id, last.kind, last."on", last.until, last.days, last.report_id, last.lines)
          is distinct from (arriving.nominal_id, arriving.kind, arriving."on", arriving.until, arriving.days,
                            arriving.report_id, arriving.lines)
), matched as (
    select distinct on (differing.event_id) differing.event_id, told.id as told_id
    from differing
    join outcomes_outcome told on told.nominal_id = differing.nominal_id and told.kind = differing.kind
      and told."on" = differing."on" and differing.report_id in (told.report_id, '')
      and told.event_id = ''
      and (told.lines && differing.lines or told.lines = '{{}}' or differing.lines = '{{}}')
      and not told.taken_back
      and not exists (select from outcomes_outcome later where later.replaces_id = told.id)
      and not exists (select from outcomes_outcome other where other.beside_id = told.id)
    where differing.known_beside is null
    order by differing.event_id, told.id
), once as (
    select told_id, min(event_id) as event_id from matched group by told_id
)
{COLUMNS}
select differing.nominal_id, kind, "on", until, days, '{{}}', report_id, crime_ref, lines, mention_id, event_id, null,
    %(run)s, case when corrected_by is null then last_id end, coalesce(known_beside, once.told_id), false,
    case when last_id is null then '' else 'the record system says it differently now' end
from differing left join once using (event_id)
order by event_id
returning id
"""

GONE = f"""
with {LAST}, {ARRIVING}, shown as (
    select person_id from run_ranking where run_id = %(run)s
    union select person_id from run_set_aside where run_id = %(run)s
    union select person_id from run_precursor where run_id = %(run)s
)
{COLUMNS}
select last.nominal_id, kind, "on", until, days, details, report_id, crime_ref, lines, mention_id, event_id, null,
    %(run)s, case when corrected_by is null then last.id end, coalesce(corrected_by, beside_id), true,
    'the record system no longer says so of him'
from last join nominals_nominal nominal on nominal.id = last.nominal_id join shown using (person_id)
where not last.taken_back and not exists (select from arriving where arriving.event_id = last.event_id)
order by event_id
returning id
"""
"""Only of men whom the run shows: of others it carries no event at all."""

ANOTHER_MANS = f"""
{COLUMNS}
select holder.id, told.kind, told."on", told.until, told.days, told.details, told.report_id, told.crime_ref, told.lines,
    told.mention_id, told.event_id, told.by_id, %(run)s, told.id, null, false,
    'the report’s suspect was found to be him'
from outcomes_outcome told
join run_person_mention its on its.run_id = %(run)s and its.side = 'suspect' and its.mention_id = told.mention_id
join nominals_nominal holder on holder.person_id = its.person_id
where told.by_id is not null and told.nominal_id <> holder.id and not told.taken_back
  and not exists (select from outcomes_outcome later where later.replaces_id = told.id)
order by told.id
returning id
"""
"""What people recorded goes with the mention by which the report names him."""

STEPS = {"new or changed": NEW_OR_CHANGED, "gone": GONE, "found to be another man's": ANOTHER_MANS}


def take_over_events(run: LoadedRun) -> None:
    """Take over the events of a run that was just loaded; doing it again changes nothing.

    A run that knows less than one loaded before tells nothing new.
    """
    if LoadedRun.objects.filter(manifest__known_to__gt=run.manifest["known_to"]).exists():
        return
    kinds = [kind.value for kind in Kind if kind not in BY_PEOPLE_ONLY]
    counted = {}
    with connections[router.db_for_write(Outcome)].cursor() as cursor:
        for name, step in STEPS.items():
            cursor.execute(step, {"run": run.number, "kinds": kinds})
            added = [row[0] for row in cursor.fetchall()]
            note_offences(added, run)
            counted[name] = len(added)
    if any(counted.values()):
        said = ", ".join(f"{number} {name}" for name, number in counted.items() if number)
        record(Done.TOOK_OVER_OUTCOMES, by=None, subject=f"run:{run.run_id}", why=f"({said})")
