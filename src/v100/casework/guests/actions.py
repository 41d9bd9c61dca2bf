"""What a guest sees (C23): the open actions that were given to his agency, and of each what is done, by when, where it
stands, and the reference of the case. Nothing else of it."""

from datetime import date
from typing import NamedTuple

from v100.casework.accounts.models import User
from v100.casework.database.any_of import any_of
from v100.casework.nominals.himself import themselves
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.plans.kinds import State
from v100.casework.plans.models import ActionState, PlanAction

SHOWN = (State.AUTHORISED, State.UNDER_WAY)
"""A proposal is nobody's work yet: her safety comes before what he will notice, and somebody else authorises it."""


class Given(NamedTuple):
    """One action, the man as he stands now, and the state that holds."""

    action: PlanAction
    nominal: Nominal
    now: ActionState

    def late(self, today: date) -> bool:
        return self.now.due_on < today


def given_to(guest: User) -> list[Given]:
    """By date. Of men who are managed; none of a man who was sealed."""
    managed = Step.objects.current().filter(status=Status.MANAGED).exclude(nominal__in=Seal.objects.values("nominal"))
    men = {step.nominal_id: step.nominal for step in managed.select_related("nominal")}
    numbers = themselves(men)
    actions = PlanAction.objects.filter(agency=guest.agency, objective__plan__nominal__in=any_of(numbers))
    last = ActionState.objects.filter(action__in=actions).order_by("action", "-number").distinct("action")
    told = ActionState.objects.filter(pk__in=last.values("pk"), state__in=SHOWN).order_by("due_on", "action")
    return [
        Given(now.action, men[numbers[now.action.objective.plan.nominal_id]], now)
        for now in told.select_related("action__objective__plan", "owner")
    ]
