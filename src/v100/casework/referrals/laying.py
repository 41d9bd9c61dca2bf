"""Laying a referral before the panel, as the man whom the engine found: he is marked as referred for good."""

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel import moving as panel
from v100.casework.panel.states import AWAY, NotNow
from v100.casework.panel.states import Status as Standing
from v100.casework.referrals.loading import last_finding
from v100.casework.referrals.models import Laid, Referral
from v100.casework.referrals.moving import move, standing
from v100.casework.referrals.states import Status


def lay(referral: Referral, nominal: Nominal, *, finding: int, by: User, reason: str) -> None:
    """If he does not wait for the panel, nor is managed, he is nominated. `finding` is the one that was read.

    Raises NotNow where it was laid already, and where a run found something since.
    """
    standing(referral)
    last_read = last_finding(referral)
    if last_read is None or last_read.pk != finding:
        raise NotNow("While you were writing, a run looked for him again. Open the referral and read what it found")
    last = panel.held(nominal)
    if last is None or last.status in AWAY:
        panel.move(nominal, Standing.NOMINATED, by=by, reason=reason)
    move(referral, Status.BEFORE_PANEL, by=by)
    Laid.objects.create(referral=referral, nominal=nominal, by=by, reason=reason)
    record(Done.LAID_REFERRAL, by=by, subject=f"nominal:{nominal.pk}", why=f"(referral:{referral.pk})")
