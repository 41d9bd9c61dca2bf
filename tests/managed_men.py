"""Men whom the panel adopted and an officer manages, without the way there."""

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.panel.managing import manage
from v100.casework.panel.moving import move, standing
from v100.casework.panel.states import Status


def adopted(nominal: Nominal, *, by: User) -> Nominal:
    """He is adopted, from wherever he stood."""
    if standing(nominal) is None:
        move(nominal, Status.NOMINATED, by=by, reason="reported twice")
    move(nominal, Status.ADOPTED, by=by, reason="three women in a year")
    return nominal


def managed(nominal: Nominal, officer: User, *, by: User) -> Nominal:
    """He is this officer's."""
    manage(adopted(nominal, by=by), officer, by=by, reason="she knows him")
    return nominal
