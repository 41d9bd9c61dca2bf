"""An action that a partner agency was given, without the pages on which it is."""

from datetime import date

from django.utils import timezone

from site_users import AGENCY
from v100.casework.accounts.models import User
from v100.casework.plans.kinds import Infer, State
from v100.casework.plans.models import ActionState, Objective, Plan, PlanAction
from v100.casework.plans.writing import add_action


def given_to_agency(
    plan: Plan,
    words: str,
    *,
    owner: User,
    by: User,
    agency: str = AGENCY,
    state: State = State.AUTHORISED,
    overt: bool = False,
    due_on: date | None = None,
) -> PlanAction:
    """It stands so from the beginning."""
    due = due_on or timezone.localdate()
    objective = Objective.objects.filter(plan=plan).earliest("pk")
    told = {"could_infer": Infer.NO, "mitigation": "", "overt": overt, "sole_account": False}
    action = add_action(plan.nominal, objective, words=words, owner=owner, due_on=due, by=by, agency=agency, **told)
    if state != State.PROPOSED:
        ActionState.objects.create(
            action=action, number=2, state=state, owner=owner, due_on=due, by=by, evidence="x", why="x"
        )
    return action
