"""A plan as it stands: every action with its last state, what is late, what comes next, what changed since he was last
discussed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from v100.casework.nominals.models import Nominal
from v100.casework.plans.changes import Change, changes_of
from v100.casework.plans.discussed import known_by
from v100.casework.plans.kinds import OPEN, State, Strand
from v100.casework.plans.models import ActionState, Objective, Plan, PlanAction, Review, Supervision
from v100.casework.plans.safety_first import noticed
from v100.casework.plans.writing import last_plan
from v100.casework.runs.models import LoadedRun
from v100.casework.tasking.held_on import corrected_days, day_of

SOON = 7
"""Days ahead that are shown as coming next."""


class Standing(NamedTuple):
    """An action and its states, the last of which holds."""

    action: PlanAction
    states: list[ActionState]

    @property
    def now(self) -> ActionState:
        return self.states[-1]

    @property
    def open(self) -> bool:
        return self.now.state in OPEN

    @property
    def noticed(self) -> bool:
        return noticed(self.action)

    def late(self, today: date) -> bool:
        return self.open and self.now.due_on < today


class PlanNow(NamedTuple):
    """The plan on a day. Each review has its `day`."""

    plan: Plan
    strands: list[tuple[Strand, list[tuple[Objective, list[Standing]]]]]
    late: list[Standing]
    next: list[Standing]
    review_due: date
    reviews: Sequence[Review]
    supervisions: list[Supervision]
    changes: list[Change]
    today: date

    @property
    def review_late(self) -> bool:
        return self.review_due < self.today


def plan_of(nominal: Nominal, men: list[int], run: LoadedRun, today: date) -> PlanNow | None:
    """The plan of a man; none before one was begun. `men` are his references; his reports are as the run has them."""
    plan = last_plan(men)
    if plan is None:
        return None
    objectives = list(Objective.objects.filter(plan=plan).order_by("pk"))
    standing = list(_standing(PlanAction.objects.filter(objective__plan=plan)))
    dated = plan.reviews.annotate(day=day_of("meeting", "on", corrected_days()))
    reviews = list(dated.select_related("by").order_by("-day", "-pk"))
    discussed = reviews[0].day if reviews else plan.begun_on
    since = max((known_by(review.day, review.at) for review in reviews), default=plan.at)
    waiting = sorted((each for each in standing if each.open), key=lambda each: (each.now.due_on, each.action.pk))
    return PlanNow(
        plan=plan,
        strands=[
            (
                strand,
                [
                    (objective, [each for each in standing if each.action.objective_id == objective.pk])
                    for objective in objectives
                    if objective.strand == strand
                ],
            )
            for strand in Strand
        ],
        late=[each for each in waiting if each.late(today)],
        next=[each for each in waiting if today <= each.now.due_on <= today + timedelta(days=SOON)],
        review_due=discussed + timedelta(days=plan.review_days),
        reviews=reviews,
        supervisions=list(plan.supervisions.select_related("by").order_by("-pk")),
        changes=sorted([*_decided(standing, since), *changes_of(nominal, men, run, since)], reverse=True),
        today=today,
    )


def standing_of(action: PlanAction) -> Standing:
    """One action with its states."""
    (found,) = _standing(PlanAction.objects.filter(pk=action.pk))
    return found


def _standing(actions: QuerySet[PlanAction]) -> Iterable[Standing]:
    states: dict[int, list[ActionState]] = {}
    told = ActionState.objects.filter(action__in=actions).select_related("owner", "by").order_by("action", "number")
    for state in told:
        states.setdefault(state.action_id, []).append(state)
    for action in actions.select_related("by", "objective").order_by("pk"):
        yield Standing(action, states[action.pk])


def _decided(standing: Iterable[Standing], since: datetime) -> Iterable[Change]:
    """Of his actions, after that moment."""
    for each in standing:
        for before, state in zip([None, *each.states], each.states, strict=False):
            if state.at > since:
                yield Change(state.at, _moved(each.action, before, state))


def _moved(action: PlanAction, before: ActionState | None, state: ActionState) -> str:
    if before is None:
        return f"Proposed: {action.words}"
    if before.state != state.state:
        return f"{State(state.state).label}: {action.words}"
    return f"Owner or date changed: {action.words}"
