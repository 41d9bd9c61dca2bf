"""Referrals of men who may be colleagues are sealed: only professional standards sees them."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, router

from v100.casework.nominals.sealing import COLLEAGUES
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.referrals.models import Referral, ReferralSeal
from v100.casework.referrals.person import person_of

SEAL = f"""
with man as (
    select referral as id, date_of_birth, v100_fold(address) as address,
        replace(v100_fold(postcode), ' ', '') as postcode,
        v100_fold(surname) as surname,
        array(select substring(v100_fold(alias) from '[^ ]+$') from unnest(aliases) alias) as by_alias
    from jsonb_to_recordset(%(people)s::jsonb)
      as told(referral bigint, surname text, date_of_birth date, address text, postcode text, aliases text[])
), {COLLEAGUES}
insert into referrals_referralseal (referral_id, user_id, ground)
select distinct man_id, user_id, ground from found order by man_id, user_id, ground
on conflict do nothing
returning referral_id
"""
"""A surname and a date of birth, or an address, that a referred man shares with a user."""


def seal_referrals() -> None:
    """Seal every referral of a man who matches a user and is not sealed for it yet, on the record."""
    everybody = Referral.objects.select_related("told", "in_store").order_by("pk")
    people = [{"referral": each.pk, **person} for each in everybody if (person := person_of(each))]
    with connections[router.db_for_write(ReferralSeal)].cursor() as cursor:
        cursor.execute(SEAL, {"people": json.dumps(people, cls=DjangoJSONEncoder)})
        sealed = {row[0] for row in cursor.fetchall()}
    for referral in sorted(sealed):
        record(Done.SEALED_REFERRAL, by=None, subject=f"referral:{referral}")
