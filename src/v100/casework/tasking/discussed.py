"""What the agenda asks of plans: when each man was last discussed, and what is late."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, DateTimeField, Exists, ExpressionWrapper, Max, OuterRef
from django.db.models.functions import Least

from v100.casework.database.any_of import any_of
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.plans.discussed import known_by
from v100.casework.plans.kinds import OPEN
from v100.casework.plans.models import ActionState, Plan
from v100.casework.tasking.held_on import corrected_days, day_of


class PlanOf(NamedTuple):
    """Of a man's plan. What came after `discussed_at` those who discussed him did not know."""

    discussed_at: datetime
    reviewed_on: date | None
    review_due: date
    late: int


def plans_of(numbers: Mapping[int, int], today: date) -> dict[int, PlanOf]:
    """The plan of each man that holds: his last."""
    told = Plan.objects.filter(nominal__in=any_of(numbers))
    day = day_of("reviews__meeting", "reviews__on", corrected_days())
    told = told.annotate(reviewed_on=Max(day), written_at=Max(_sooner(day))).order_by("at", "number")
    rows = told.values_list("nominal", "pk", "begun_on", "at", "review_days", "reviewed_on", "written_at")
    last = {numbers[nominal]: row for nominal, *row in rows}
    late = _late_actions((plan for plan, *_ in last.values()), today)
    return {
        man: PlanOf(
            discussed_at=known_by(reviewed_on, written_at) if reviewed_on else at,
            reviewed_on=reviewed_on,
            review_due=(reviewed_on or begun_on) + timedelta(days=review_days),
            late=late[plan],
        )
        for man, (plan, begun_on, at, review_days, reviewed_on, written_at) in last.items()
    }


def _sooner(day: Case) -> Least:
    """When a review was written, or its day was over by Greenwich: the hour that London may be ahead `known_by` takes
    off. To ask PostgreSQL for London's days of every review takes longer than all else about plans."""
    return Least("reviews__at", ExpressionWrapper(day + timedelta(days=1), DateTimeField()))


def _late_actions(plans: Iterable[int], today: date) -> dict[int, int]:
    """How many open actions of each plan are past their date."""
    later = ActionState.objects.filter(action=OuterRef("action"), number__gt=OuterRef("number"))
    late = ActionState.objects.filter(
        ~Exists(later), action__objective__plan__in=any_of(plans), state__in=OPEN, due_on__lt=today
    )
    counted = late.values("action__objective__plan").annotate(actions=Count("pk"))
    return defaultdict(int, counted.values_list("action__objective__plan", "actions"))


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
