"""Conflicts of interest and seals hold of a man under each of his references, whichever they were made at and when."""

from typing import Any

from django.db import connections, router

from v100.casework.nominals.himself import MERGED
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.models import LoadedRun

SPLIT = """
insert into nominals_conflict (nominal_id, user_id, reason)
select became.other_id, conflict.user_id, conflict.reason
from nominals_became became join nominals_conflict conflict on conflict.nominal_id = became.nominal_id
where became.run_id = %(run)s and became.kind = 'split'
order by became.other_id, conflict.user_id, conflict.reason
on conflict do nothing
returning nominal_id, user_id
"""
"""Whoever declared it of a man some of whose mentions were another's may have meant the other."""

FOLLOW = f"""
with recursive {MERGED}, tied as (
    select gone as one, kept as other from merged union select kept, gone from merged
), reached(nominal_id, user_id, said) as (
    select nominal_id, user_id, {{said}} from {{table}}
    union
    select tied.other, reached.user_id, reached.said from reached join tied on tied.one = reached.nominal_id
)
insert into {{table}} (nominal_id, user_id, {{said}})
select nominal_id, user_id, said from reached order by nominal_id, user_id, said
on conflict do nothing
returning nominal_id, user_id
"""
CONFLICTS = FOLLOW.format(table="nominals_conflict", said="reason")
SEALS = FOLLOW.format(table="nominals_seal", said="ground")


def conflicts_follow(run: LoadedRun | None = None) -> None:
    """To each man who is the same man, on the record; with a run that is being loaded, to men whom it split off too."""
    found = _written(SPLIT, run=run.number) if run else set()
    for nominal, user in sorted(found | _written(CONFLICTS)):
        record(Done.CARRIED_CONFLICT, by=None, subject=f"nominal:{nominal}", why=f"(of user:{user})")


def seals_follow() -> None:
    """To each man who is the same man, on the record."""
    for nominal in sorted({nominal for nominal, _ in _written(SEALS)}):
        record(Done.SEALED_MAN, by=None, subject=f"nominal:{nominal}")


def _written(command: str, **given: Any) -> set[tuple[int, int]]:
    """The men and users of the rows that were not there."""
    with connections[router.db_for_write(Nominal)].cursor() as cursor:
        cursor.execute(command, given)
        return set(cursor.fetchall())
