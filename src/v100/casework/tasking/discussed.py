"""What the agenda asks of plans: when each man was last discussed, and what is late."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import Max

from v100.casework.database.any_of import any_of, as_array
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.plans.discussed import known_by
from v100.casework.plans.kinds import OPEN
from v100.casework.plans.models import Plan

PLANS = """
with plan as (
    select distinct on (himself.man) himself.man, plan.id, plan.begun_on, plan.at, plan.review_days
    from unnest(%(men)s::bigint[], %(known_as)s::bigint[]) himself (man, id)
    join plans_plan plan on plan.nominal_id = himself.id
    order by himself.man, plan.at desc, plan.number desc
), corrected as (
    select distinct on (meeting_id) meeting_id, "on" from tasking_meetingday order by meeting_id, number desc
), dated as (
    select review.plan_id, review.at, coalesce(corrected."on", review."on") as "on"
    from plans_review review left join corrected using (meeting_id)
    where review.plan_id = any(array(select id from plan))
), reviewed as (
    select plan_id, max("on") as "on", max(least(at, ("on" + 1)::timestamp at time zone 'UTC')) as written_at
    from dated group by plan_id
), last as (
    select distinct on (action_id) action_id, state, due_on from plans_actionstate
    order by action_id desc, number desc
), late as (
    select objective.plan_id, count(*) as actions
    from last
    join plans_planaction action on action.id = last.action_id
    join plans_objective objective on objective.id = action.objective_id
    where last.state = any(%(open)s) and last.due_on < %(today)s
    group by objective.plan_id
)
select plan.man, reviewed."on", coalesce(reviewed.written_at, plan.at),
    coalesce(reviewed."on", plan.begun_on) + plan.review_days, coalesce(late.actions, 0)
from plan
left join reviewed on reviewed.plan_id = plan.id
left join late on late.plan_id = plan.id
"""
"""Of men, by every number under which each was known, the plan that holds: his last. When a review was written, or its
day was over by Greenwich: the hour that London may be ahead `known_by` takes off, since to ask PostgreSQL for London's
days of every review takes longer than all else about plans. The last states of all actions are read as they stand in
their index, which takes less than to seek those of these plans."""


class PlanOf(NamedTuple):
    """Of a man's plan. What came after `discussed_at` those who discussed him did not know."""

    discussed_at: datetime
    reviewed_on: date | None
    review_due: date
    late: int


def plans_of(numbers: Mapping[int, int], today: date) -> dict[int, PlanOf]:
    """The plan of each man, by every number under which each was known."""
    said: dict[str, Any] = {
        "men": as_array(numbers.values()),
        "known_as": as_array(numbers),
        "open": list(OPEN),
        "today": today,
    }
    with connections[router.db_for_read(Plan)].cursor() as cursor:
        cursor.execute(PLANS, said)
        rows = cursor.fetchall()
    return {
        man: PlanOf(known_by(reviewed_on, at) if reviewed_on else at, reviewed_on, review_due, late)
        for man, reviewed_on, at, review_due, late in rows
    }


def late_of(plan: PlanOf, today: date) -> list[str]:
    words = [f"{plan.late} action{'' if plan.late == 1 else 's'} past the date"] if plan.late else []
    if plan.review_due < today:
        words.append(f"To be discussed by {plan.review_due:%-d %B %Y}")
    return words


def managed_at(steps: Iterable[tuple[int, str, datetime]], numbers: Mapping[int, int]) -> dict[int, datetime]:
    """When each man came to be managed, under whichever number: of a man without a plan, all that came since is new."""
    found = {man: at for man, _, at in steps}
    others = any_of(number for number in numbers if number not in found)
    before = Step.objects.filter(nominal__in=others, status=Status.MANAGED).values("nominal").annotate(last=Max("at"))
    for number, at in before.values_list("nominal", "last"):
        found[numbers[number]] = min(found[numbers[number]], at)
    return found
