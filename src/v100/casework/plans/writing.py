"""The one place where a plan changes: under a lock, along the table of what may follow what, on the record. Of what is
written the log holds kind and number only.
"""

from datetime import date, timedelta

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow, Status
from v100.casework.plans.kept_templates import Template
from v100.casework.plans.kinds import AT_WORK, NEXT, OPEN, Infer, State, Strand
from v100.casework.plans.models import ActionState, Objective, Plan, PlanAction, Review, SafetyLook, Supervision
from v100.casework.plans.safety_first import he_notices, noticed, safe_first
from v100.casework.tasking.held_on import held_on
from v100.casework.tasking.models import Meeting


@transaction.atomic
def begin_plan(nominal: Nominal, name: str, template: Template, *, owner: User, begun_on: date, by: User) -> Plan:
    """His plan, with the template's objectives and actions proposed to `owner`. Raises NotNow where he is not managed,
    or has this plan already, or one with actions that are open."""
    _managed(nominal)
    last = last_plan(himself(nominal))
    if last and last.template == name:
        raise NotNow(f"He has the plan “{last.title}” already: add to it what is missing")
    if last and _open_actions(last):
        raise NotNow(f"Actions of his plan “{last.title}” are open: say of each that it is done or not possible first")
    plan: Plan = Plan.objects.create(
        nominal=nominal,
        number=Plan.objects.filter(nominal=nominal).count() + 1,
        template=name,
        title=template.title,
        review_days=template.review_days,
        safety_days=template.safety_days,
        begun_on=begun_on,
        by=by,
    )
    plan.refresh_from_db(fields=["at"])  # all of it is begun at one moment, and nothing of it counts as a change
    for said in template.objectives:
        objective = Objective.objects.create(plan=plan, strand=said.strand, words=said.words, by=by, at=plan.at)
        for each in said.actions:
            action = PlanAction.objects.create(
                objective=objective,
                words=each.words,
                power=each.power,
                could_infer=each.could_infer,
                mitigation=each.mitigation,
                overt=each.overt or he_notices(each.power),
                by=by,
                at=plan.at,
            )
            due_on = begun_on + timedelta(days=each.due_in)
            ActionState.objects.create(
                action=action, number=1, state=State.PROPOSED, owner=owner, due_on=due_on, by=by, at=plan.at
            )
    record(Done.BEGAN_PLAN, by=by, subject=f"nominal:{nominal.pk}", why=f"({name}, plan:{plan.pk})")
    return plan


@transaction.atomic
def add_objective(nominal: Nominal, plan: Plan, *, strand: Strand, words: str, by: User) -> Objective:
    """One more thing to be reached."""
    _managed(nominal)
    objective: Objective = Objective.objects.create(plan=plan, strand=strand, words=words, by=by)
    _record(nominal, Done.ADDED_TO_PLAN, f"({strand.value}, objective:{objective.pk})", by)
    return objective


@transaction.atomic
def add_action(
    nominal: Nominal,
    objective: Objective,
    *,
    words: str,
    could_infer: Infer,
    mitigation: str,
    overt: bool,
    sole_account: bool,
    owner: User,
    due_on: date,
    by: User,
    power: str = "",
    agency: str = "",
) -> PlanAction:
    """One more action, proposed; where an `agency` does it, its guests see it once it is authorised. He will notice it
    where its power is one that he notices, whatever `overt` says."""
    _managed(nominal)
    action: PlanAction = PlanAction.objects.create(
        objective=objective,
        words=words,
        power=power,
        could_infer=could_infer,
        mitigation=mitigation,
        overt=overt or he_notices(power),
        sole_account=sole_account,
        agency=agency,
        by=by,
    )
    _put(action, State.PROPOSED, owner=owner, due_on=due_on, by=by)
    _record(nominal, Done.ADDED_TO_PLAN, f"({objective.strand}, action:{action.pk})", by)
    return action


@transaction.atomic
def move_action(
    nominal: Nominal,
    action: PlanAction,
    to: State,
    *,
    seen: int,
    owner: User,
    due_on: date,
    why: str,
    evidence: str,
    by: User,
    without_safety: str = "",
) -> ActionState:
    """The action stands as `to` from now on, or where it stood with another owner or date.

    Raises NotNow where somebody changed it since state `seen`, where that may not follow, or where a proposal is
    authorised by the person who made it: an officer does not authorise himself, and what rests on one woman's account
    alone has a second reader (C19). Raises it too where he will notice the action and the safety plan of a woman
    concerned was not looked at within the plan's days, unless a supervisor says why it goes on `without_safety` (C13).
    """
    _managed(nominal)
    last = ActionState.objects.filter(action=action).latest("number")
    if last.number != seen:
        raise NotNow(f"{last.by.full_name} changed this action meanwhile: read where it stands, then decide")
    if to != last.state and to not in NEXT[State(last.state)]:
        raise NotNow(f"It is {last.in_words.lower()}: it cannot be {to.label.lower()} now")
    if last.state == State.PROPOSED and to == State.AUTHORISED and by.pk in (action.by_id, last.by_id):
        raise NotNow("You proposed this action: somebody else authorises it")
    if noticed(action) and to != last.state and to in AT_WORK:
        safe_first(nominal, action.objective.plan.safety_days, without=without_safety, by=by)
    said = {"why": why, "evidence": evidence, "without_safety": without_safety}
    state = _put(action, to, owner=owner, due_on=due_on, by=by, after=last, **said)
    _record(nominal, Done.MOVED_ACTION, f"({to.value}, action:{action.pk})", by)
    return state


@transaction.atomic
def review_plan(
    nominal: Nominal, plan: Plan, *, on: date, words: str, by: User, meeting: Meeting | None = None
) -> Review:
    """He was discussed on that day, at this tasking meeting if at one. Raises NotNow where that was on another day."""
    _managed(nominal)
    if meeting and on != (day := held_on(meeting)):
        raise NotNow(f"The meeting was on {day:%-d %B %Y}: give that day, or say that it was at no meeting")
    review: Review = Review.objects.create(plan=plan, meeting=meeting, on=on, words=words, by=by)
    _record(nominal, Done.REVIEWED_PLAN, f"(review:{review.pk})", by)
    return review


@transaction.atomic
def supervise_plan(nominal: Nominal, plan: Plan, *, words: str, by: User) -> Supervision:
    """A supervisor read the plan and says something of it."""
    _managed(nominal)
    supervision: Supervision = Supervision.objects.create(plan=plan, words=words, by=by)
    _record(nominal, Done.SUPERVISED_PLAN, f"(supervision:{supervision.pk})", by)
    return supervision


@transaction.atomic
def look_at_safety(nominal: Nominal, *, woman: str, on: date, words: str, by: User) -> SafetyLook:
    """The safety plan of a woman of this reference was looked at on that day."""
    held(nominal)
    look: SafetyLook = SafetyLook.objects.create(nominal=nominal, woman=woman, on=on, words=words, by=by)
    _record(nominal, Done.LOOKED_AT_SAFETY, f"({woman}, look:{look.pk})", by)
    return look


def last_plan(men: list[int]) -> Plan | None:
    """The plan that holds of a man, by his references; none before one was begun."""
    found: Plan | None = Plan.objects.filter(nominal__in=men).order_by("at", "number").last()
    return found


def _open_actions(plan: Plan) -> bool:
    """Whether anything of it is still to be done, which another plan would hide."""
    last = ActionState.objects.filter(action__objective__plan=plan).order_by("action", "-number").distinct("action")
    return ActionState.objects.filter(pk__in=last.values("pk"), state__in=OPEN).exists()


def _managed(nominal: Nominal) -> None:
    """His case is held until this transaction ends. Raises NotNow where he is not managed."""
    step = held(nominal)
    if step is None or step.status != Status.MANAGED:
        raise NotNow("He is not managed: a plan is made once an officer has him")


def _put(
    action: PlanAction,
    state: State,
    *,
    owner: User,
    due_on: date,
    by: User,
    why: str = "",
    evidence: str = "",
    without_safety: str = "",
    after: ActionState | None = None,
) -> ActionState:
    found: ActionState = ActionState.objects.create(
        action=action,
        number=after.number + 1 if after else 1,
        state=state,
        owner=owner,
        due_on=due_on,
        why=why,
        evidence=evidence,
        without_safety=without_safety,
        by=by,
    )
    return found


def _record(nominal: Nominal, done: Done, why: str, by: User) -> None:
    record(done, by=by, subject=f"nominal:{nominal.pk}", why=why)
