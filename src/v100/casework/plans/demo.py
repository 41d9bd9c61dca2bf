"""A demo's plans: begun for each managed man ten days ago, some of it done since, so that something is late and
something comes next."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Assignment, Nominal
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.kinds import State
from v100.casework.plans.models import ActionState, Plan, PlanAction
from v100.casework.plans.writing import begin_plan, move_action, supervise_plan
from v100.casework.runs.current import current_run
from v100.casework.runs.models import MODELS

AGO = timedelta(days=10)
DONE = 2
"""How many actions of each plan are done, those that are due first."""


def begin_plans() -> None:
    """For each man whom an officer manages."""
    supervisor = User.objects.get(username=Role.SUPERVISOR.value)
    known = templates(settings.STORE)
    for assignment in Assignment.objects.current().select_related("nominal", "officer").order_by("nominal"):
        officer, name = assignment.officer, _kind_of(assignment.nominal)
        begun_on = timezone.localdate() - AGO
        plan = begin_plan(assignment.nominal, name, known[name], owner=officer, begun_on=begun_on, by=officer)
        _move(plan, officer, supervisor)
        supervise_plan(assignment.nominal, plan, words="Sound. Begin with what is due this week.", by=supervisor)


def _kind_of(nominal: Nominal) -> str:
    """By what the women of his reports are to him."""
    run = current_run()
    reports = MODELS["harm_line"].objects.filter(run=run, person_id=nominal.person_id, counted=True)
    told = MODELS["report_victim"].objects.filter(run=run, report_id__in=reports.values("report_id"))
    near = told.filter(relationship__in=("partner", "ex_partner"))
    return "partner-abuser" if near.exists() else "stranger-rapist"


def _move(plan: Plan, officer: User, supervisor: User) -> None:
    """The first are done, the next is authorised."""
    first = ActionState.objects.filter(action__objective__plan=plan).order_by("due_on", "action")
    for place, state in enumerate(first.select_related("action")[: DONE + 1]):
        _to(plan, state.action, State.AUTHORISED, by=supervisor)
        if place < DONE:
            _to(plan, state.action, State.DONE, by=officer, evidence="On the case file")


def _to(plan: Plan, action: PlanAction, to: State, *, by: User, evidence: str = "") -> None:
    last = ActionState.objects.filter(action=action).latest("number")
    move_action(
        plan.nominal,
        action,
        to,
        seen=last.number,
        owner=last.owner,
        due_on=last.due_on,
        why="",
        evidence=evidence,
        by=by,
    )
