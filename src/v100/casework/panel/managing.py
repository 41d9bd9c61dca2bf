"""From adopted to managed: every managed man has one lead responsible officer, who may change."""

from datetime import date

from v100.casework.accounts.models import User
from v100.casework.nominals.assigning import assign, cover, last_assignment, officers_for
from v100.casework.nominals.models import Assignment, Cover, Nominal
from v100.casework.panel.models import Step
from v100.casework.panel.moving import held, move
from v100.casework.panel.states import NotNow, Status


def manage(nominal: Nominal, officer: User, *, by: User, reason: str) -> Step:
    """He is managed from now on, by this officer.

    Raises NotNow where he was not adopted, or the officer may not see him.
    """
    step = move(nominal, Status.MANAGED, by=by, reason=reason)
    assign(nominal, _able(officer, nominal), by=by, reason=reason)
    return step


def hand_over(nominal: Nominal, officer: User, *, by: User, reason: str, was: int) -> Assignment:
    """Give a managed man to another officer. `was` is the number of the assignment that the giver saw (0: none).

    Raises NotNow where he is not managed, where somebody was quicker, and where the officer may not see him.
    """
    step = held(nominal)
    if step is None or step.status != Status.MANAGED:
        raise NotNow("He is not managed: only a managed man has an officer")
    last = last_assignment(nominal)
    if last and last.number != was:
        raise NotNow("While you were writing, somebody gave him to another officer: read the case again, then decide")
    return assign(nominal, _able(officer, nominal), by=by, reason=reason)


def stand_in(
    nominal: Nominal, officer: User | None, *, from_on: date, until: date, by: User, reason: str, was: int
) -> Cover:
    """Another officer sees him too, from one day to another; or nobody does any more. `was` is the number of the
    assignment that the giver saw.

    Raises NotNow where he has no officer, where somebody gave him away meanwhile, and where this officer is his own
    or may not see him.
    """
    held(nominal)
    last = last_assignment(nominal)
    if last is None or last.officer is None:
        raise NotNow("He has no officer for whom anybody could stand in")
    if last.number != was:
        raise NotNow("While you were writing, somebody gave him to another officer: read the case again, then decide")
    if officer == last.officer:
        raise NotNow(f"{last.officer.full_name} is his officer: choose another to stand in")
    able = _able(officer, nominal) if officer else None
    return cover(last, able, from_on=from_on, until=until, by=by, reason=reason)


def _able(officer: User, nominal: Nominal) -> User:
    if officer not in officers_for(nominal):
        raise NotNow(f"{officer.full_name} cannot be given this man: choose another officer")
    return officer
