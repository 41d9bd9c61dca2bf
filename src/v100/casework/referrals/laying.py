"""Laying a referral before the panel, as the man whom the engine found: he is marked as referred for good."""

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel import moving as panel
from v100.casework.panel.states import AWAY
from v100.casework.panel.states import Status as Standing
from v100.casework.referrals.models import Laid, Referral
from v100.casework.referrals.moving import move
from v100.casework.referrals.states import Status


def lay(referral: Referral, nominal: Nominal, *, by: User, reason: str) -> None:
    """If he does not wait for the panel, nor is managed, he is nominated. Raises NotNow where it was laid already."""
    last = panel.held(nominal)
    if last is None or last.status in AWAY:
        panel.move(nominal, Standing.NOMINATED, by=by, reason=reason)
    move(referral, Status.BEFORE_PANEL, by=by)
    Laid.objects.create(referral=referral, nominal=nominal, by=by, reason=reason)
    record(Done.LAID_REFERRAL, by=by, subject=f"nominal:{nominal.pk}", why=f"(referral:{referral.pk})")
