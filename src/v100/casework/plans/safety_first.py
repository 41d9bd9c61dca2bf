"""Her safety first (C13): what he will notice waits until each safety plan was looked at, or a supervisor says why
not."""

from django.utils import timezone

from v100.casework.access import Action, check
from v100.casework.accounts.models import User
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.panel.states import NotNow
from v100.casework.plans.models import PlanAction
from v100.casework.plans.safety import carried, looks
from v100.casework.runs.current import current_run

SAFETY_DAYS = 14
"""Within which each safety plan is looked at where he has no plan that says so."""

SHORT = 9
"""Letters of her reference that people read."""


def noticed(action: PlanAction) -> bool:
    """Whether he will notice it: somebody said so, or its power is one that he notices, whatever was said."""
    return action.overt or he_notices(action.power)


def he_notices(power: str) -> bool:
    """Whether he notices the use of the power of this code. One that is not in the force's files is taken for one."""
    found = force_book().powers.get(power)
    return bool(power) and (found is None or found.overt)


def safe_first(nominal: Nominal, days: int, *, without: str, by: User) -> None:
    """Raises NotNow where the safety plan of a woman of his reports was not looked at in the last `days`, or where
    nobody can tell whose is to be looked at, unless a supervisor's reason to go on `without` is given; PermissionDenied
    where another gives it.
    """
    run = current_run()
    assert run is not None
    lacking = [
        each.woman[:SHORT] for each in looks(nominal, himself(nominal), run, days, timezone.localdate()) if each.lacking
    ]
    known = carried(nominal, run)
    if known and not lacking:
        return
    if not without.strip():
        whose = f"the plan of {', '.join(lacking)} was not looked at in the last {days} days"
        nobodys = "the last run carries no report of his, so that it is not known whose plan is to be looked at"
        raise NotNow(
            f"Her safety first: {whose if known else nobodys}. "
            "Record that it was, or a supervisor says why this goes on without it"
        )
    check(by, Action.AUTHORISE_ACTION)
