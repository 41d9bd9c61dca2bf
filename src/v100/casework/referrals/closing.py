"""Closing a referral. Why, and what the partner was told, can be erased as what the partner told can."""

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.referrals.models import Closing, Referral
from v100.casework.referrals.moving import move
from v100.casework.referrals.states import Status


@transaction.atomic
def close_with(referral: Referral, why: str, *, by: User) -> None:
    """Raises NotNow where it may not be closed as it stands."""
    Closing.objects.create(step=move(referral, Status.CLOSED, by=by), why=why)
