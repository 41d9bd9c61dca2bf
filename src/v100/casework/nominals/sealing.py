"""Men who may be colleagues are sealed: only professional standards sees them."""

from django.db import connections, router

from v100.casework.nominals.following import seals_follow
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record

COLLEAGUES = """
colleague as (
    select id, date_of_birth, v100_fold(surname) as surname, v100_fold(address) as address,
        replace(v100_fold(postcode), ' ', '') as postcode
    from accounts_user
), found as (
    select man.id as man_id, colleague.id as user_id, 'surname and date of birth' as ground
    from man join colleague
      on man.date_of_birth = colleague.date_of_birth
      and (man.surname = colleague.surname or colleague.surname = any(man.by_alias))
    union
    select man.id, colleague.id, 'address'
    from man join colleague on man.address = colleague.address and man.address <> ''
      and (man.postcode = colleague.postcode or coalesce(man.postcode, '') = '' or colleague.postcode = '')
)
"""
"""`found`: man_id, user_id, ground. For a query that has `man`: id, date_of_birth, and folded address, postcode without
spaces, surname and last words of aliases (by_alias).
"""

SEAL = f"""
with man as (
    select distinct nominal.id, suspect.date_of_birth, v100_fold(suspect.address) as address,
        replace(v100_fold(suspect.postcode), ' ', '') as postcode,
        v100_fold(suspect.surname) as surname,
        array(select substring(v100_fold(alias) from '[^ ]+$') from unnest(suspect.aliases) alias) as by_alias
    from run_suspect suspect
    join run_person_mention its
      on its.run_id = suspect.run_id and its.mention_id = suspect.mention_id and its.side = 'suspect'
    join nominals_nominal nominal on nominal.person_id = its.person_id
), {COLLEAGUES}
insert into nominals_seal (nominal_id, user_id, ground)
select distinct man_id, user_id, ground from found order by man_id, user_id, ground
on conflict do nothing
returning nominal_id
"""
"""A surname and a date of birth, or an address, that a mention of any loaded run shares with a user."""


def seal_colleagues() -> None:
    """Seal every man who matches a user and is not sealed for it yet, and whoever is the same man, on the record."""
    with connections[router.db_for_write(Nominal)].cursor() as cursor:
        cursor.execute(SEAL)
        sealed = {row[0] for row in cursor.fetchall()}
    for nominal in sorted(sealed):
        record(Done.SEALED_MAN, by=None, subject=f"nominal:{nominal}")
    seals_follow()
