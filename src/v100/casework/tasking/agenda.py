"""The agenda of a tasking meeting, made from what is on file: of each managed man why he is to be spoken of. A fixed
number of questions is asked, however many men there are; who they are is asked of those alone whom a page shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from v100.casework.database.any_of import any_of
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import themselves
from v100.casework.nominals.models import Assignment, Listing, Nominal
from v100.casework.nominals.news import news_of
from v100.casework.orders.warning import warned_of
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.plans.discussed import known_until
from v100.casework.plans.kinds import OPEN
from v100.casework.plans.models import ActionState, Plan
from v100.casework.runs.models import LoadedRun
from v100.casework.runs.naming import planned_dates

AHEAD = timedelta(days=28)
NEW = timedelta(days=28)

PARTS = {
    "all": "everybody who is managed",
    "no plan": "without a plan",
    "late": "with something late",
    "reported": "of whom a report came since he was last discussed",
    "breached": "of whom a breach was recorded since he was last discussed",
    "orders": "with an order or notice to be seen to",
    "ahead": f"with a release or a court date in the next {AHEAD.days} days",
    "new": f"managed for at most {NEW.days} days",
}
"""What the agenda can be narrowed to, by the word in its address, in the order of what leads it."""


class Reasons(NamedTuple):
    """Why a man, by his number, is to be spoken of: each part of the agenda to which he belongs, with what it rests
    on."""

    man: int
    discussed_on: date | None
    why: dict[str, list[str]]


class Item(NamedTuple):
    """The same with who he is."""

    nominal: Nominal
    name: str
    rank: int | None
    officer: str
    discussed_on: date | None
    why: dict[str, list[str]]


class _Plan(NamedTuple):
    """What the agenda asks of a man's plan."""

    discussed_at: datetime
    reviewed_on: date | None
    review_due: date
    late: int


def agenda(user: Any, run: LoadedRun, today: date) -> list[Reasons]:
    """Every managed man whom this person may see: those with most reasons first, then by number."""
    managed = Step.objects.visible_to(user).current().filter(status=Status.MANAGED)
    steps = list(managed.values_list("nominal", "nominal__person_id", "at"))
    men = {person_id: man for man, person_id, _ in steps}
    numbers = themselves(men.values())
    plans = _plans(numbers, today)
    late = {man: _late(plan, today) for man, plan in plans.items()}
    discussed = _managed_at(steps, numbers) | {man: plan.discussed_at for man, plan in plans.items()}
    reported, breached = _reported(run, numbers, discussed), _breached(numbers, discussed)
    ahead, orders = _ahead(run, men, today), _orders(numbers)
    found = []
    for man, _, at in steps:
        managed_on = timezone.localdate(at)
        said = {
            "no plan": [] if man in plans else ["He has no plan"],
            "late": late.get(man, []),
            "reported": reported[man],
            "breached": breached[man],
            "orders": orders[man],
            "ahead": ahead[man],
            "new": [f"Managed since {managed_on:%-d %B %Y}"] if managed_on >= today - NEW else [],
        }
        why = {part: words for part, words in said.items() if words}
        found.append(Reasons(man, plans[man].reviewed_on if man in plans else None, why))
    return sorted(found, key=lambda each: (-len(each.why), each.man))


def with_names(found: Iterable[Reasons], run: LoadedRun) -> list[Item]:
    """Who these are."""
    found = list(found)
    men = Nominal.objects.in_bulk([each.man for each in found])
    lines = {line.nominal_id: line for line in Listing.objects.filter(run=run, nominal__in=men)}
    given = Assignment.objects.current().filter(nominal__in=men).select_related("officer")
    officers = {each.nominal_id: each.officer.full_name for each in given}
    return [
        Item(
            nominal=men[each.man],
            name=lines[each.man].name if each.man in lines else "",
            rank=lines[each.man].rank if each.man in lines else None,
            officer=officers.get(each.man, ""),
            discussed_on=each.discussed_on,
            why=each.why,
        )
        for each in found
    ]


def _plans(numbers: Mapping[int, int], today: date) -> dict[int, _Plan]:
    """The plan of each man that holds: his last."""
    told = Plan.objects.filter(nominal__in=any_of(numbers))
    told = told.annotate(reviewed_on=Max("reviews__on"), known_until=known_until("reviews__")).order_by("at", "number")
    rows = told.values_list("nominal", "pk", "begun_on", "at", "review_days", "reviewed_on", "known_until")
    last = {numbers[nominal]: row for nominal, *row in rows}
    late = _late_actions((plan for plan, *_ in last.values()), today)
    return {
        man: _Plan(
            discussed_at=known or at,
            reviewed_on=reviewed_on,
            review_due=(reviewed_on or begun_on) + timedelta(days=review_days),
            late=late[plan],
        )
        for man, (plan, begun_on, at, review_days, reviewed_on, known) in last.items()
    }


def _late_actions(plans: Iterable[int], today: date) -> dict[int, int]:
    """How many open actions of each plan are past their date."""
    later = ActionState.objects.filter(action=OuterRef("action"), number__gt=OuterRef("number"))
    late = ActionState.objects.filter(
        ~Exists(later), action__objective__plan__in=any_of(plans), state__in=OPEN, due_on__lt=today
    )
    counted = late.values("action__objective__plan").annotate(actions=Count("pk"))
    return defaultdict(int, counted.values_list("action__objective__plan", "actions"))


def _late(plan: _Plan, today: date) -> list[str]:
    words = [f"{plan.late} action{'' if plan.late == 1 else 's'} past the date"] if plan.late else []
    if plan.review_due < today:
        words.append(f"To be discussed by {plan.review_due:%-d %B %Y}")
    return words


def _managed_at(steps: Iterable[tuple[int, str, datetime]], numbers: Mapping[int, int]) -> dict[int, datetime]:
    """When each man came to be managed, under whichever number: of a man without a plan, all that came since is new."""
    found = {man: at for man, _, at in steps}
    others = any_of(number for number in numbers if number not in found)
    before = Step.objects.filter(nominal__in=others, status=Status.MANAGED).values("nominal").annotate(last=Max("at"))
    for number, at in before.values_list("nominal", "last"):
        found[numbers[number]] = min(found[numbers[number]], at)
    return found


def _reported(run: LoadedRun, numbers: Mapping[int, int], discussed: Mapping[int, datetime]) -> dict[int, list[str]]:
    """Reports that name him as a suspect, of which nobody can have known when he was last discussed."""
    found: dict[int, list[str]] = defaultdict(list)
    for man, crime_ref, recorded_on in news_of(numbers, discussed, run):
        found[man].append(f"Report {crime_ref} of {recorded_on:%-d %B %Y}")
    return found


def _breached(numbers: Mapping[int, int], discussed: Mapping[int, datetime]) -> dict[int, list[str]]:
    """By when each was written down, or came with a run, not by when it happened."""
    found: dict[int, list[str]] = defaultdict(list)
    told = Outcome.objects.standing().filter(nominal__in=any_of(numbers), kind=Kind.BREACH).order_by("on", "pk")
    for number, on, at, loaded_at in told.values_list("nominal", "on", "at", "run__loaded_at"):
        man = numbers[number]
        if max(at, loaded_at or at) > discussed[man]:
            found[man].append(f"{Kind.BREACH.label} on {on:%-d %B %Y}")
    return found


def _orders(numbers: Mapping[int, int]) -> dict[int, list[str]]:
    """Orders that end soon or were never served, and clocks of orders that ran out."""
    found: dict[int, list[str]] = defaultdict(list)
    for each, warned in warned_of(numbers, force_book(), timezone.now()):
        found[numbers[each.order.nominal_id]].append(warned.words)
    return found


def _ahead(run: LoadedRun, men: Mapping[str, int], today: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for man, kind, on in planned_dates(run, men, today, today + AHEAD):
        found[man].append(f"{kind.replace('_', ' ').capitalize()} on {on:%-d %B %Y}")
    return found
