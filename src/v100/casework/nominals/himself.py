"""The references under which one man was known: his, and those of men who were found to be him."""

from collections.abc import Iterable

from django.db import connections, router

from v100.casework.database.any_of import as_array
from v100.casework.nominals.models import Nominal

MERGED = """
merged as (
    select became.nominal_id as gone, became.other_id as kept
    from nominals_became became
    join nominals_nominal nominal on nominal.id = became.nominal_id
    join runs_loadedrun told on told.number = became.run_id
    where became.kind = 'merged' and not exists (
        select from run_person person join runs_loadedrun later on later.number = person.run_id
        where person.person_id = nominal.person_id and (later.as_at, later.number) > (told.as_at, told.number)
    )
)
"""
"""gone, kept: who was found to be whom. A man whom a later run named again is somebody of his own."""

HIMSELF = f"""
with recursive {MERGED}, himself(id) as (
    select %(nominal)s::bigint
    union
    select gone from merged join himself on kept = himself.id
)
select id from himself
"""


THEMSELVES = f"""
with recursive {MERGED}, themselves(man, id) as (
    select man, man from unnest(%(men)s::bigint[]) man
    union
    select themselves.man, gone from merged join themselves on kept = themselves.id
)
select man, id from themselves
"""


OTHERS = f"""
with {MERGED}
select gone from merged where gone = any(%(men)s::bigint[])
"""


def found_to_be_others(men: Iterable[int]) -> set[int]:
    """Which of these numbers are of men who were found to be another, who stands in their place."""
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(OTHERS, {"men": as_array(men)})
        return {row[0] for row in cursor.fetchall()}


def themselves(men: Iterable[int]) -> dict[int, int]:
    """Of several men at once: by each number under which one of them was known, which of them he is."""
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(THEMSELVES, {"men": as_array(men)})
        return {number: man for man, number in cursor.fetchall()}


def himself(nominal: Nominal) -> list[int]:
    """Numbers of men, his own among them: what people wrote of each was written of him."""
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(HIMSELF, {"nominal": nominal.pk})
        return [row[0] for row in cursor.fetchall()]
