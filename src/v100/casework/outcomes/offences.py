"""Which offence lines an outcome concerns, and which of them are violence against women and girls."""

from django.db import connections, router

from v100.casework.outcomes.models import OutcomeOffence
from v100.casework.runs.models import LoadedRun

UNKNOWN = "not in the offence table"

NOTE = """
insert into outcomes_outcomeoffence (outcome_id, line, ho_code, type, vawg)
select outcome.id, offence.line, coalesce(offence.ho_code, ''),
    coalesce(nullif(its.vawg_category, ''), lower(its.subgroup), %(unknown)s),
    not coalesce(its.generated, false)
        and (coalesce(its.vawg_category, '') <> '' or coalesce(report.domestic_abuse, false)
             or coalesce(report.flags, '{}')
                && array(select jsonb_array_elements_text(run.manifest -> 'policy' -> 'flags')))
        and (coalesce(its.victim_sex, '') = 'F' or exists (
            select from run_report_victim victim
            where victim.run_id = run.number and victim.report_id = offence.report_id and victim.line = offence.line
              and victim.sex = 'F'))
from outcomes_outcome outcome
join nominals_nominal nominal on nominal.id = outcome.nominal_id
join runs_loadedrun run on run.number = %(run)s
join run_crime_report report on report.run_id = run.number and report.report_id = outcome.report_id
join run_offence offence on offence.run_id = run.number and offence.report_id = outcome.report_id
left join run_offence_table its on its.run_id = run.number and its.ho_code = offence.ho_code
where outcome.id = any(%(outcomes)s) and not outcome.taken_back
  and case when outcome.lines = '{}' then exists (
          select from run_suspect suspect
          join run_person_mention its
            on its.run_id = run.number and its.mention_id = suspect.mention_id and its.side = 'suspect'
          where suspect.run_id = run.number and suspect.report_id = offence.report_id
            and its.person_id = nominal.person_id
            and (coalesce(suspect.lines, '{}') = '{}' or offence.line = any(suspect.lines)))
      else offence.line = any(outcome.lines) end
order by outcome.id, offence.line
"""
"""A category of the offence table, or a flag that the policy reads, and a woman or girl on the line."""


def note_offences(outcomes: list[int], run: LoadedRun) -> None:
    """Write down the offence lines of these outcomes (by number) as this run has them."""
    with connections[router.db_for_write(OutcomeOffence)].cursor() as cursor:
        cursor.execute(NOTE, {"outcomes": outcomes, "run": run.number, "unknown": UNKNOWN})
