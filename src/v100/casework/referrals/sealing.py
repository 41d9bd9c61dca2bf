"""Referrals of men who may be colleagues are sealed: only professional standards sees them."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, router

from v100.casework.nominals.sealing import COLLEAGUES
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.referrals.models import Referral, ReferralSeal
from v100.casework.referrals.person import person_of
from v100.errors import V100Error

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


UNREAD = """
insert into referrals_referralseal (referral_id, ground)
select referral, 'he cannot be read' from unnest(%(unread)s::bigint[]) referral order by referral
on conflict do nothing
returning referral_id
"""


def seal_referrals(only: Referral | None = None) -> None:
    """Seal every referral, or this one only, of a man who matches a user and is not sealed for it yet, on the record.
    One whose file the store cannot read is sealed too: a user who is new might be he.
    """
    compared = Referral.objects.filter(pk=only.pk) if only else Referral.objects.all()
    people, unread = [], []
    for each in compared.select_related("told", "in_store").order_by("pk"):
        try:
            if person := person_of(each):
                people.append({"referral": each.pk, **person})
        except V100Error:
            unread.append(each.pk)
    with connections[router.db_for_write(ReferralSeal)].cursor() as cursor:
        cursor.execute(SEAL, {"people": json.dumps(people, cls=DjangoJSONEncoder)})
        sealed = {row[0] for row in cursor.fetchall()}
        cursor.execute(UNREAD, {"unread": unread})
        sealed |= {row[0] for row in cursor.fetchall()}
    for referral in sorted(sealed):
        record(Done.SEALED_REFERRAL, by=None, subject=f"referral:{referral}")
