"""Removing a man takes two people, each with a reason; of a man who was managed, each woman's safety is looked at first
(C13), and days are set on which she is asked after."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.leaving.models import Aftercare, Removal, RemovalAnswer
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.models import Step
from v100.casework.panel.moving import held, move
from v100.casework.panel.states import HELD, NEXT, Ground, NotNow, Status
from v100.casework.plans.safety import women_of
from v100.casework.plans.safety_first import SAFETY_DAYS, safe_first
from v100.casework.plans.writing import last_plan
from v100.casework.runs.naming import last_carrying

AFTERCARE = (28, 91, 182)
"""Days after his removal on which each woman is asked after: a tasking cycle, a quarter, half a year. Ours: no guidance
sets them."""

NOT_HIS_DANGER = (Ground.DIED, Ground.WRONGLY_IDENTIFIED)
"""On these grounds he is no danger to the women of the reports: none waits for a look, none is asked after."""


def proposed(step: Step | None) -> Removal | None:
    """The proposal that nobody answered yet, of a man who stands since this step."""
    found: Removal | None = Removal.objects.filter(step=step, answer=None).select_related("by").last()
    return found


@transaction.atomic
def propose_removal(nominal: Nominal, ground: Ground, *, reason: str, by: User) -> Removal:
    """Raises NotNow where he cannot be removed as he stands, or somebody proposed it already."""
    step = _removable(nominal)
    if already := proposed(step):
        raise NotNow(f"{already.by.full_name} proposed it already: answer that")
    removal: Removal = Removal.objects.create(step=step, ground=ground, reason=reason, by=by)
    record(Done.PROPOSED_REMOVAL, by=by, subject=f"nominal:{nominal.pk}", why=f"{reason} ({ground.value})")
    return removal


@transaction.atomic
def answer_removal(nominal: Nominal, *, agrees: bool, reason: str, without_safety: str = "", by: User) -> RemovalAnswer:
    """A second person agrees, and he is removed; or does not, and he stays as he is.

    Raises NotNow where nothing is proposed, where the proposer answers, or where the safety plan of a woman concerned
    was not looked at and nobody says why he is removed all the same.
    """
    step = _removable(nominal)
    removal = proposed(step)
    if removal is None:
        raise NotNow("Nobody proposes to remove him as he stands now")
    if removal.by == by:
        raise NotNow("You proposed it: somebody else answers")
    answer: RemovalAnswer = RemovalAnswer.objects.create(
        removal=removal,
        agrees=agrees,
        reason=reason,
        without_safety=without_safety,
        proposed_by=removal.by,
        by=by,
    )
    said = "agreed" if agrees else "did not agree"
    record(Done.ANSWERED_REMOVAL, by=by, subject=f"nominal:{nominal.pk}", why=f"{reason} ({said})")
    if agrees:
        _remove(nominal, step, removal, answer)
    return answer


def _removable(nominal: Nominal) -> Step:
    step = held(nominal)
    if step is None or Status.REMOVED not in NEXT[Status(step.status)]:
        raise NotNow("He cannot be removed as he stands now")
    return step


def _remove(nominal: Nominal, step: Step, removal: Removal, answer: RemovalAnswer) -> None:
    dangerous = step.status in HELD and removal.ground not in NOT_HIS_DANGER
    if dangerous:
        plan = last_plan(himself(nominal))
        days = plan.safety_days if plan else SAFETY_DAYS
        safe_first(nominal, days, without=answer.without_safety, by=answer.by)
    reason = f"{removal.reason} Agreed: {answer.reason}"
    out = move(nominal, Status.REMOVED, by=answer.by, reason=reason, ground=Ground(removal.ground))
    run = last_carrying([nominal.person_id]).get(nominal.person_id)
    if dangerous and run:
        today = timezone.localdate()
        Aftercare.objects.bulk_create(
            Aftercare(nominal=nominal, step=out, woman=woman, due_on=today + timedelta(days=days))
            for woman in women_of(nominal, run)
            for days in AFTERCARE
        )
