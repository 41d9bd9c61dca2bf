"""The references under which one man was known: his, and those of men who were found to be him."""

from django.db import connections, router

from v100.casework.nominals.models import Nominal

MERGED = """
merged as (
    select became.nominal_id as gone, became.other_id as kept
    from nominals_became became
    join nominals_nominal nominal on nominal.id = became.nominal_id
    where became.kind = 'merged' and not exists (
        select from run_person person
        where person.person_id = nominal.person_id
          and person.run_id = (select number from runs_loadedrun order by as_at desc, number desc limit 1)
    )
)
"""
"""gone, kept: who was found to be whom. A man whom the last run names again is somebody of his own."""

HIMSELF = f"""
with recursive {MERGED}, himself(id) as (
    select %(nominal)s::bigint
    union
    select gone from merged join himself on kept = himself.id
)
select id from himself
"""


def himself(nominal: Nominal) -> list[int]:
    """Numbers of men, his own among them: what people wrote of each was written of him."""
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(HIMSELF, {"nominal": nominal.pk})
        return [row[0] for row in cursor.fetchall()]
