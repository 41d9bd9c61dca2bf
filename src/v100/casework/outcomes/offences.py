"""Which offence lines an outcome concerns, and which of them are violence against women and girls."""

from django.db import connections, router

from v100.casework.outcomes.models import OutcomeOffence
from v100.casework.runs.models import LoadedRun

UNKNOWN = "not in the offence table"

NOTE = """
with told as (
    select outcome.id, outcome.report_id, outcome.lines, nominal.person_id
    from outcomes_outcome outcome join nominals_nominal nominal on nominal.id = outcome.nominal_id
    where outcome.id = any(%(outcomes)s) and not outcome.taken_back
), on_lines as (
    select id, lines from told where lines <> '{}'
    union all
    select told.id, coalesce(suspect.lines, '{}')
    from told
    join run_suspect suspect on suspect.run_id = %(run)s and suspect.report_id = told.report_id
    join run_person_mention its on its.run_id = %(run)s and its.side = 'suspect'
        and its.mention_id = suspect.mention_id and its.person_id = told.person_id
    where told.lines = '{}'
), concerned as (
    select distinct told.id, told.report_id, offence.line, offence.ho_code
    from told
    join on_lines using (id)
    join run_offence offence on offence.run_id = %(run)s and offence.report_id = told.report_id
        and (on_lines.lines = '{}' or offence.line = any(on_lines.lines))
), of_women as (
    select distinct report_id, line, true as of_woman from run_report_victim
    where run_id = %(run)s and sex = 'F' and report_id in (select report_id from told)
)
insert into outcomes_outcomeoffence (outcome_id, line, ho_code, type, vawg)
select concerned.id, concerned.line, coalesce(concerned.ho_code, ''),
    coalesce(nullif(its.vawg_category, ''), lower(its.subgroup), %(unknown)s),
    not coalesce(its.generated, false)
        and (coalesce(its.vawg_category, '') <> '' or coalesce(report.domestic_abuse, false)
             or coalesce(report.flags, '{}') && %(flags)s)
        and (coalesce(its.victim_sex, '') = 'F' or coalesce(of_woman, false))
from concerned
join run_crime_report report on report.run_id = %(run)s and report.report_id = concerned.report_id
left join run_offence_table its on its.run_id = %(run)s and its.ho_code = concerned.ho_code
left join of_women on of_women.report_id = concerned.report_id and of_women.line = concerned.line
order by concerned.id, concerned.line
"""
"""A category of the offence table, or a flag that the policy reads, and a woman or girl on the line. Joins
alone: what is asked of each row by itself takes hours on a run of a whole force."""


def note_offences(outcomes: list[int], run: LoadedRun) -> None:
    """Write down the offence lines of these outcomes (by number) as this run has them."""
    with connections[router.db_for_write(OutcomeOffence)].cursor() as cursor:
        flags = run.manifest["policy"]["flags"]
        cursor.execute(NOTE, {"outcomes": outcomes, "run": run.number, "flags": flags, "unknown": UNKNOWN})
