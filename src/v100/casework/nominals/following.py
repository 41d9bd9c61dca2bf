"""Conflicts of interest and seals hold of a man under each of his references, whichever they were made at and when."""

from django.db import connections, router

from v100.casework.nominals.himself import MERGED
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.models import LoadedRun

TIED = f"""
{MERGED}, tied as (
    select gone as one, kept as other from merged union select kept, gone from merged
)
"""

SPLIT = """
insert into nominals_conflict (nominal_id, user_id, reason)
select became.other_id, conflict.user_id, min(conflict.reason)
from nominals_became became join nominals_conflict conflict on conflict.nominal_id = became.nominal_id
where became.run_id = %(run)s and became.kind = 'split'
group by became.other_id, conflict.user_id
order by became.other_id, conflict.user_id
on conflict do nothing
returning nominal_id, user_id
"""
"""Whoever declared it of a man some of whose mentions were another's may have meant the other."""

CONFLICTS = f"""
with recursive {TIED}, reached(nominal_id, user_id, reason) as (
    select nominal_id, user_id, reason from nominals_conflict
    union
    select tied.other, reached.user_id, reached.reason from reached join tied on tied.one = reached.nominal_id
)
insert into nominals_conflict (nominal_id, user_id, reason)
select nominal_id, user_id, min(reason) from reached group by nominal_id, user_id order by nominal_id, user_id
on conflict do nothing
returning nominal_id, user_id
"""

SEALS = f"""
with recursive {TIED}, reached(nominal_id, user_id, ground) as (
    select nominal_id, user_id, ground from nominals_seal
    union
    select tied.other, reached.user_id, reached.ground from reached join tied on tied.one = reached.nominal_id
)
insert into nominals_seal (nominal_id, user_id, ground)
select nominal_id, user_id, ground from reached order by nominal_id, user_id, ground
on conflict do nothing
returning nominal_id
"""


def conflicts_follow(run: LoadedRun | None = None) -> None:
    """To each man who is the same man, on the record; with a run that is being loaded, to men whom it split off too."""
    with connections[router.db_for_write(Nominal)].cursor() as cursor:
        found: set[tuple[int, int]] = set()
        if run:
            cursor.execute(SPLIT, {"run": run.number})
            found |= set(cursor.fetchall())
        cursor.execute(CONFLICTS)
        found |= set(cursor.fetchall())
    for nominal, user in sorted(found):
        record(Done.CARRIED_CONFLICT, by=None, subject=f"nominal:{nominal}", why=f"(of user:{user})")


def seals_follow() -> None:
    """To each man who is the same man, on the record."""
    with connections[router.db_for_write(Nominal)].cursor() as cursor:
        cursor.execute(SEALS)
        sealed = {row[0] for row in cursor.fetchall()}
    for nominal in sorted(sealed):
        record(Done.SEALED_MAN, by=None, subject=f"nominal:{nominal}")
