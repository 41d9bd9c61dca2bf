"""Where what is kept of users changes, men who may be one of them are sealed, listed or referred."""

from v100.casework.nominals.sealing import seal_colleagues
from v100.casework.referrals.sealing import seal_referrals


def seal_whoever_may_be_a_colleague() -> None:
    """Seal them at once, on the record."""
    seal_colleagues()
    seal_referrals()
