"""The references under which one man was known: his, and those of men who were found to be him."""

from django.db import connections, router

from v100.casework.nominals.models import Nominal

HIMSELF = """
with recursive himself(id) as (
    select %(nominal)s::bigint
    union
    select became.nominal_id from nominals_became became join himself on became.other_id = himself.id
    where became.kind = 'merged'
)
select id from himself
"""


def himself(nominal: Nominal) -> list[int]:
    """Numbers of men, his own among them: what people wrote of each was written of him."""
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(HIMSELF, {"nominal": nominal.pk})
        return [row[0] for row in cursor.fetchall()]
