"""From one run's people to the site's: who is new, who became whom, by which words each is found, who is sealed."""

from django.db import connections, router

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
where lineage.run_id = %(run)s and lineage.kind in ('merged', 'split')
"""

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


def carry_over(run: LoadedRun) -> None:
    """Take over the people of a run that was just loaded. A run of a date before the last changes nobody's words."""
    steps = [NEW, BECAME, FORGET, TERMS] if _is_last(run) else [NEW]
    with connections[router.db_for_write(Nominal)].cursor() as cursor:
        for step in steps:
            cursor.execute(step, {"run": run.number})
    seal_colleagues()


def _is_last(run: LoadedRun) -> bool:
    return not LoadedRun.objects.filter(as_at__gt=run.as_at).exists()
