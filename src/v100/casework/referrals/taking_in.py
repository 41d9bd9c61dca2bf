"""Taking in what a partner says: kept with its audit event and the job that carries it to the store, all or none."""

from datetime import date
from typing import Any

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.referrals.models import Referral, Told
from v100.casework.referrals.moving import move
from v100.casework.referrals.sealing import seal_referrals
from v100.casework.referrals.states import Status
from v100.casework.referrals.tasks import keep_in_store


@transaction.atomic
def take_in(*, by: User, person: dict[str, Any], received_on: date, **told: str) -> Referral:
    """`person`: columns of tables.REFERRAL; `told`: agency, their_reference, why, asks."""
    referral: Referral = Referral.objects.create(received_on=received_on, by=by)
    Told.objects.create(referral=referral, person=person, **told)
    record(Done.TOOK_IN_REFERRAL, by=by, subject=f"referral:{referral.pk}")
    move(referral, Status.RECEIVED, by=by)
    seal_referrals(referral)
    keep_in_store.defer(referral=referral.pk)
    return referral
