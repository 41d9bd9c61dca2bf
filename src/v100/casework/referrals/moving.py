"""The one place where a referral's status changes: under a lock, along the table of what may follow what, on record."""

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.database.holding import Held, hold
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow
from v100.casework.referrals.models import Referral, ReferralStep
from v100.casework.referrals.states import NEXT, Status


def standing(referral: Referral) -> ReferralStep | None:
    """Its last step, held: whoever else would change it waits until this transaction ends."""
    hold(Held.REFERRAL, referral.pk)
    return ReferralStep.objects.filter(referral=referral).order_by("number").last()


@transaction.atomic
def move(referral: Referral, to: Status, *, by: User | None = None, why: str = "") -> ReferralStep:
    """It stands as `to` from now on. Why is kept with the step, not in the audit log.

    Raises NotNow where that may not follow from how it stands.
    """
    last = standing(referral)
    before = Status(last.status) if last else None
    if to not in NEXT[before]:
        raise NotNow(
            f"The referral is {before or 'new'}: it cannot be {to.value} now. Open it again to see how it stands"
        )
    step = ReferralStep.objects.create(
        referral=referral, number=last.number + 1 if last else 1, status=to, by=by, why=why
    )
    record(Done.MOVED_REFERRAL, by=by, subject=f"referral:{referral.pk}", why=f"({before or 'new'} to {to.value})")
    return step
