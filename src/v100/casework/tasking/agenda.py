"""The agenda of a tasking meeting, made from what is on file: of each managed man why he is to be spoken of. A fixed
number of questions is asked, however many men there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from v100.casework.database.any_of import any_of
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import themselves
from v100.casework.nominals.models import Assignment, Listing, Nominal
from v100.casework.orders.reading import orders_of
from v100.casework.orders.warning import warnings_of
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.plans.kinds import OPEN
from v100.casework.plans.models import ActionState, Plan
from v100.casework.runs.models import LoadedRun
from v100.casework.runs.naming import planned_dates, reports_naming

AHEAD = timedelta(days=28)
NEW = timedelta(days=28)

PARTS = {
    "all": "everybody who is managed",
    "no plan": "without a plan",
    "late": "with something late",
    "reported": "reported anew since he was last discussed",
    "breached": "who breached an order since he was last discussed",
    "orders": "with an order or notice to be seen to",
    "ahead": f"with a release or a court date in the next {AHEAD.days} days",
    "new": f"managed for at most {NEW.days} days",
}
"""What the agenda can be narrowed to, by the word in its address, in the order of what leads it."""


class Item(NamedTuple):
    """A man on the agenda. `why`: each part to which he belongs, with what it rests on."""

    nominal: Nominal
    name: str
    rank: int | None
    officer: str
    discussed_on: date | None
    why: dict[str, list[str]]


class _Plan(NamedTuple):
    """What the agenda asks of a man's plan."""

    discussed_on: date
    reviewed_on: date | None
    review_due: date
    late: int


def agenda(user: Any, run: LoadedRun, today: date) -> list[Item]:
    """Every managed man whom this person may see: those with most reasons first, then by number."""
    steps = Step.objects.visible_to(user).current().filter(status=Status.MANAGED).select_related("nominal")
    since = {step.nominal: timezone.localdate(step.at) for step in steps}
    men = {nominal.person_id: nominal for nominal in since}
    numbers = themselves(nominal.pk for nominal in since)
    plans = _plans(numbers, today)
    officers = _officers(numbers)
    told = Listing.objects.filter(run=run, nominal__in=any_of(each.pk for each in since)).only(
        "nominal_id", "name", "rank"
    )
    lines = {line.nominal_id: line for line in told}
    reported = _reported(run, men, plans)
    breached = _breached(numbers, plans)
    ahead = _ahead(run, men, today)
    orders = _orders(numbers)
    items = []
    for nominal, managed_on in since.items():
        plan = plans.get(nominal.pk)
        said = {
            "no plan": [] if plan else ["He has no plan"],
            "late": _late(plan, today) if plan else [],
            "reported": reported[nominal.pk],
            "breached": breached[nominal.pk],
            "orders": orders[nominal.pk],
            "ahead": ahead[nominal.pk],
            "new": [f"Managed since {managed_on:%-d %B %Y}"] if managed_on >= today - NEW else [],
        }
        line = lines.get(nominal.pk)
        items.append(
            Item(
                nominal=nominal,
                name=line.name if line else "",
                rank=line.rank if line else None,
                officer=officers.get(nominal.pk, ""),
                discussed_on=plan.reviewed_on if plan else None,
                why={part: words for part, words in said.items() if words},
            )
        )
    return sorted(items, key=lambda item: (-len(item.why), item.nominal.pk))


def _plans(numbers: Mapping[int, int], today: date) -> dict[int, _Plan]:
    """The plan of each man that holds: his last."""
    told = (
        Plan.objects.filter(nominal__in=any_of(numbers))
        .annotate(reviewed_on=Max("reviews__on"))
        .order_by("at", "number")
    )
    last = {numbers[plan.nominal_id]: plan for plan in told}
    late = _late_actions(last.values(), today)
    return {
        man: _Plan(
            discussed_on=plan.reviewed_on or plan.begun_on,
            reviewed_on=plan.reviewed_on,
            review_due=(plan.reviewed_on or plan.begun_on) + timedelta(days=plan.review_days),
            late=late[plan.pk],
        )
        for man, plan in last.items()
    }


def _late_actions(plans: Iterable[Plan], today: date) -> dict[int, int]:
    """How many open actions of each plan are past their date."""
    later = ActionState.objects.filter(action=OuterRef("action"), number__gt=OuterRef("number"))
    late = ActionState.objects.filter(
        ~Exists(later), action__objective__plan__in=any_of(plan.pk for plan in plans), state__in=OPEN, due_on__lt=today
    )
    counted = late.values("action__objective__plan").annotate(actions=Count("pk"))
    return defaultdict(int, counted.values_list("action__objective__plan", "actions"))


def _late(plan: _Plan, today: date) -> list[str]:
    words = [f"{plan.late} action{'' if plan.late == 1 else 's'} past the date"] if plan.late else []
    if plan.review_due < today:
        words.append(f"To be discussed by {plan.review_due:%-d %B %Y}")
    return words


def _officers(numbers: Mapping[int, int]) -> dict[int, str]:
    given = Assignment.objects.current().filter(nominal__in=any_of(set(numbers.values()))).select_related("officer")
    return {each.nominal_id: each.officer.full_name for each in given}


def _reported(run: LoadedRun, men: Mapping[str, Nominal], plans: Mapping[int, _Plan]) -> dict[int, list[str]]:
    """Reports that name him as a suspect, recorded after he was last discussed; of a man without a plan none is new."""
    found: dict[int, list[str]] = defaultdict(list)
    if not plans:
        return found
    for nominal, report in reports_naming(run, men, min(plan.discussed_on for plan in plans.values())):
        if nominal.pk in plans and report.recorded_on > plans[nominal.pk].discussed_on:
            found[nominal.pk].append(f"Report {report.crime_ref} of {report.recorded_on:%-d %B %Y}")
    return found


def _breached(numbers: Mapping[int, int], plans: Mapping[int, _Plan]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    told = Outcome.objects.standing().filter(nominal__in=any_of(numbers), kind=Kind.BREACH).order_by("on", "pk")
    for outcome in told.only("nominal_id", "kind", "on"):
        man = numbers[outcome.nominal_id]
        if man in plans and outcome.on > plans[man].discussed_on:
            found[man].append(f"{outcome.label} on {outcome.on:%-d %B %Y}")
    return found


def _orders(numbers: Mapping[int, int]) -> dict[int, list[str]]:
    """Orders that end soon or were never served, and clocks of orders that ran out."""
    found: dict[int, list[str]] = defaultdict(list)
    for each in orders_of(numbers, force_book(), timezone.now()):
        found[numbers[each.order.nominal_id]] += [warned.words for warned in warnings_of(each)]
    return found


def _ahead(run: LoadedRun, men: Mapping[str, Nominal], today: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for nominal, kind, on in planned_dates(run, men, today, today + AHEAD):
        found[nominal.pk].append(f"{kind.replace('_', ' ').capitalize()} on {on:%-d %B %Y}")
    return found
