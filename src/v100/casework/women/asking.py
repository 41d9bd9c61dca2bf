"""The questions of which men the reports of women name, asked whole of PostgreSQL."""

REPORTS = """
with herself as (
    select * from unnest(%(references)s::text[], %(hers)s::text[]) herself (reference, hers)
), carried as (
    select distinct on (hers) hers, run.number
    from run_report_victim told
    join herself on reference = told.person_id join runs_loadedrun run on run.number = told.run_id
    where told.run_id = any(array(select number from runs_loadedrun)) and told.person_id = any(%(references)s)
    order by hers, run.as_at desc, run.number desc
), reported as (
    select distinct hers, told.run_id, told.report_id
    from run_report_victim told
    join herself on reference = told.person_id join carried using (hers)
    where told.run_id = any(array(select number from carried)) and told.run_id = carried.number
      and told.person_id = any(%(references)s) and told.sex is distinct from 'M'
)
select hers,
    coalesce(array_agg(mention.person_id) filter (where mention.person_id is not null), '{}') as ever,
    coalesce(array_agg(mention.person_id) filter (where mention.person_id is not null
        and named.eliminated_on is null and (named.role is null or named.role = 'suspect')), '{}') as now
from reported
left join run_suspect named on named.run_id = reported.run_id and named.report_id = reported.report_id
    and named.role is distinct from 'witness'
left join run_person_mention mention on mention.run_id = named.run_id and mention.mention_id = named.mention_id
    and mention.side = 'suspect'
group by hers, reported.report_id
"""
"""A line for each report of each woman in the last run that carries one of hers: everybody whom it names, and those
whom it names still. As `reached.reports_for` has it of one."""

NAMED = """
select named.report_id, mention.person_id,
    named.eliminated_on is null and (named.role is null or named.role = 'suspect') as now
from run_suspect named
join run_person_mention mention on mention.run_id = named.run_id and mention.mention_id = named.mention_id
where named.run_id = %(run)s and named.report_id = any(%(reports)s) and named.role is distinct from 'witness'
  and mention.run_id = %(run)s and mention.side = 'suspect'
"""
"""Of reports everybody whom each names, and whether it names him still."""

EVER = """
select distinct person_id from run_person_mention
where run_id = any(array(select number from runs_loadedrun)) and side = 'suspect' and mention_id = any(array(
    select mention_id from run_suspect
    where run_id = any(array(select number from runs_loadedrun)) and role is distinct from 'witness'
      and report_id = any(array(
          select report_id from run_report_victim
          where run_id = any(array(select number from runs_loadedrun)) and person_id = any(%(references)s)))))
"""
"""Everybody whom a report of hers names in any run that is loaded."""

MENTIONS = """
select mention_id from run_person_mention
where run_id = %(latest)s and side = 'suspect' and person_id = any(array(
    select mention.person_id from run_suspect named
    join run_person_mention mention on mention.run_id = named.run_id and mention.mention_id = named.mention_id
    where named.run_id = %(run)s and mention.run_id = %(run)s and mention.side = 'suspect'
      and named.report_id = any(array(
          select report_id from run_report_victim where run_id = %(run)s and person_id = any(%(references)s)))))
"""
"""Every mention in the latest run of everybody whom a report of hers names in this one, whatever his part in it."""
