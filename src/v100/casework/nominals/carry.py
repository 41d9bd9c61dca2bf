"""From one run's people to the site's: who is new and who became whom, each man's line and rules, the words that find
him.
"""

from django.db import connections, router

from v100.casework.nominals.following import conflicts_follow
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.sealing import seal_colleagues
from v100.casework.runs.models import LoadedRun

NEW = """
insert into nominals_nominal (person_id, first_run_id)
select person.person_id, %(run)s from run_person person
where person.run_id = %(run)s and person.side = 'suspect'
  and not exists (select from nominals_nominal nominal where nominal.person_id = person.person_id)
order by person.person_id
"""

BECAME = """
insert into nominals_became (nominal_id, other_id, kind, run_id, mentions)
select before.id, after.id, lineage.kind, lineage.run_id, lineage.mentions
from run_person_lineage lineage
join nominals_nominal before on before.person_id = lineage.from_id
join nominals_nominal after on after.person_id = lineage.to_id
where lineage.run_id = %(run)s and lineage.kind in ('merged', 'split') and not exists (
    select from nominals_became same join runs_loadedrun earlier on earlier.number = same.run_id
    where same.nominal_id = before.id and same.other_id = after.id and same.kind = lineage.kind
      and earlier.as_at = (select as_at from runs_loadedrun where number = %(run)s)
)
"""
"""Once for each month: a run may be made again, as for a referral."""

FORGET = """
delete from nominals_term using nominals_nominal nominal, run_person person
where nominals_term.nominal_id = nominal.id and nominal.person_id = person.person_id and person.run_id = %(run)s
"""

TERMS = """
insert into nominals_term (nominal_id, kind, words, folded)
with mention as (
    select nominal.id as nominal_id, suspect.report_id, suspect.aliases
    from run_person_mention its
    join nominals_nominal nominal on nominal.person_id = its.person_id
    join run_suspect suspect on suspect.run_id = its.run_id and suspect.mention_id = its.mention_id
    where its.run_id = %(run)s and its.side = 'suspect'
), found as (
    select nominal.id as nominal_id, 'name' as kind, unnest(person.names) as words
    from run_person person join nominals_nominal nominal using (person_id) where person.run_id = %(run)s
    union select nominal.id, 'police id', unnest(person.ids)
    from run_person person join nominals_nominal nominal using (person_id) where person.run_id = %(run)s
    union select nominal_id, 'alias', unnest(aliases) from mention
    union select mention.nominal_id, 'crime reference', report.crime_ref
    from mention join run_crime_report report on report.run_id = %(run)s and report.report_id = mention.report_id
)
select nominal_id, kind, words, v100_fold(words) from found where v100_fold(words) <> ''
order by nominal_id, kind, words
"""

LISTING = """
insert into nominals_listing (run_id, nominal_id, rank, name, born_on, harm_days, reports, victims, last_on, movement,
    previous_rank, flags, boroughs, categories, rules, set_aside)
with line as (
    select line.person_id, line.report_id, report.recorded_on, report.borough, offence.vawg_category
    from run_harm_line line
    join run_crime_report report on report.run_id = line.run_id and report.report_id = line.report_id
    left join run_offence_table offence on offence.run_id = line.run_id and offence.ho_code = line.ho_code
    where line.run_id = %(run)s and line.counted
), of_lines as (
    select person_id,
        coalesce(array_agg(distinct borough order by borough) filter (where borough <> ''), '{}') as boroughs,
        coalesce(array_agg(distinct vawg_category order by vawg_category) filter (where vawg_category <> ''), '{}')
            as categories
    from line group by person_id
), of_rules as (
    select person_id, array_agg(rule order by length(rule), rule) as rules
    from run_precursor where run_id = %(run)s group by person_id
), man as (
    select person_id, rank, harm_days, reports, victims, last_on, movement, previous_rank, flags, null as set_aside
    from run_ranking where run_id = %(run)s
    union all
    select person_id, null, harm_days, 0, 0, null, null, null, null, reason from run_set_aside where run_id = %(run)s
)
select %(run)s, nominal.id, man.rank, coalesce(person.names[1], ''), person.births[1], coalesce(man.harm_days, 0),
    man.reports, man.victims, man.last_on, coalesce(man.movement, ''), man.previous_rank, coalesce(man.flags, '{}'),
    coalesce(of_lines.boroughs, '{}'), coalesce(of_lines.categories, '{}'), coalesce(of_rules.rules, '{}'),
    coalesce(man.set_aside, '')
from man
join nominals_nominal nominal using (person_id)
join run_person person on person.run_id = %(run)s and person.person_id = man.person_id
left join of_lines on of_lines.person_id = man.person_id
left join of_rules on of_rules.person_id = man.person_id
order by man.rank, nominal.id
"""

FIRED = """
insert into nominals_fired (run_id, nominal_id, rule, latest_on)
select %(run)s, nominal.id, coalesce(precursor.rule, ''), max(precursor.latest_on)
from run_precursor precursor join nominals_nominal nominal using (person_id)
where precursor.run_id = %(run)s
group by grouping sets ((nominal.id, precursor.rule), (nominal.id))
order by nominal.id, precursor.rule
"""


def carry_over(run: LoadedRun) -> None:
    """Take over the people of a run that was just loaded. A run of a date before the last changes nobody's words."""
    last = _is_last(run)
    with connections[router.db_for_write(Nominal)].cursor() as cursor:
        for step in (NEW, LISTING, FIRED, *((BECAME, FORGET, TERMS) if last else ())):
            cursor.execute(step, {"run": run.number})
    seal_colleagues()
    conflicts_follow(run if last else None)


def _is_last(run: LoadedRun) -> bool:
    return not LoadedRun.objects.filter(as_at__gt=run.as_at).exists()
