"""The agenda of a tasking meeting, made from what is on file: of each managed man why he is to be spoken of. A fixed
number of questions is asked, however many men there are; who they are is asked of those alone whom a page shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from v100.casework.clocks import LONDON
from v100.casework.database.any_of import any_of
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.waiting import effects_waiting
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import themselves
from v100.casework.nominals.models import Assignment, Listing, Nominal
from v100.casework.nominals.news import Reported, news_of
from v100.casework.orders.warning import to_be_seen_to
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.panel.models import Step, StepQuerySet
from v100.casework.panel.states import Status
from v100.casework.runs.models import LoadedRun
from v100.casework.runs.naming import planned_dates
from v100.casework.tasking.discussed import late_of, managed_at, plans_of
from v100.casework.tasking.listed import all_newly_listed, newly_listed

AHEAD = timedelta(days=28)
NEW = timedelta(days=28)

PARTS = {
    "all": "everybody on the agenda",
    "no plan": "without a plan",
    "late": "with something late",
    "reported": "of whom a report came since he was last discussed",
    "breached": "of whom a breach was recorded since he was last discussed",
    "orders": "with an order, a notice or bail to be seen to",
    "ahead": f"with a release or a court date in the next {AHEAD.days} days",
    "second reader": "with an effect that waits for a second reader",
    "grade again": "with an effect to be graded again: a new report names him in its time",
    "new": f"managed for at most {NEW.days} days",
    "listed": "new on the month’s list and not managed yet",
}
"""What the agenda can be narrowed to, by the word in its address, in the order of what leads it."""


class Reasons(NamedTuple):
    """Why a man, by his number, is to be spoken of: each part of the agenda to which he belongs, with what it rests
    on. Of thousands only a page is put into words."""

    man: int
    discussed_on: date | None
    managed: bool
    why: dict[str, Sequence[object]]


class Item(NamedTuple):
    """The same with who he is."""

    nominal: Nominal
    name: str
    rank: int | None
    officer: str
    discussed_on: date | None
    managed: bool
    why: dict[str, list[str]]


def agenda(user: Any, run: LoadedRun, today: date) -> list[Reasons]:
    """Every managed man whom this person may see, and who is new on the list and not managed yet: those with most
    reasons first, then by number."""
    return _agenda(Step.objects.visible_to(user), newly_listed(user), run, today)


def whole_agenda(run: LoadedRun, today: date) -> list[Reasons]:
    """The same of every man, whoever may see him: to be kept, not to be shown."""
    return _agenda(Step.objects.all(), all_newly_listed(), run, today)


def _agenda(steps: StepQuerySet, listed: dict[int, str], run: LoadedRun, today: date) -> list[Reasons]:
    managed = steps.current().filter(status=Status.MANAGED)
    since = list(managed.values_list("nominal", "nominal__person_id", "at"))
    men = {person_id: man for man, person_id, _ in since}
    numbers = themselves(men.values())
    plans = plans_of(numbers, today)
    late = {man: late_of(plan, today) for man, plan in plans.items()}
    discussed = managed_at(since, numbers) | {man: plan.discussed_at for man, plan in plans.items()}
    reported, breached = _reported(run, numbers, discussed), _breached(numbers, discussed)
    ahead, orders = _ahead(run, men, today), _orders(numbers)
    unread, again = _effects(numbers, run)
    new_from = datetime.combine(today - NEW, time(), LONDON)
    found = []
    for man, _, at in since:
        said: dict[str, Sequence[object]] = {
            "no plan": [] if man in plans else ["He has no plan"],
            "late": late.get(man, []),
            "reported": reported[man],
            "breached": breached[man],
            "orders": orders[man],
            "ahead": ahead[man],
            "second reader": unread[man],
            "grade again": again[man],
            "new": [f"Managed since {timezone.localdate(at):%-d %B %Y}"] if at >= new_from else [],
        }
        why = {part: words for part, words in said.items() if words}
        found.append(Reasons(man, plans[man].reviewed_on if man in plans else None, True, why))
    found += [Reasons(man, None, False, {"listed": [words]}) for man, words in listed.items()]
    return sorted(found, key=lambda each: (-len(each.why), each.man))


def with_names(found: Iterable[Reasons], run: LoadedRun) -> list[Item]:
    """Who these are."""
    found = list(found)
    men = Nominal.objects.in_bulk([each.man for each in found])
    told = Listing.objects.filter(run=run, nominal__in=men).values_list("nominal", "name", "rank")
    lines = {man: (name, rank) for man, name, rank in told}
    given = Assignment.objects.current().filter(nominal__in=men).select_related("officer")
    officers = {each.nominal_id: each.officer.full_name for each in given}
    return [
        Item(
            nominal=men[each.man],
            name=lines[each.man][0] if each.man in lines else "",
            rank=lines[each.man][1] if each.man in lines else None,
            officer=officers.get(each.man, ""),
            discussed_on=each.discussed_on,
            managed=each.managed,
            why={part: [str(reason) for reason in reasons] for part, reasons in each.why.items()},
        )
        for each in found
    ]


def _reported(
    run: LoadedRun, numbers: Mapping[int, int], discussed: Mapping[int, datetime]
) -> dict[int, list[Reported]]:
    """Reports that name him as a suspect, of which nobody can have known when he was last discussed."""
    found: dict[int, list[Reported]] = defaultdict(list)
    for each in news_of(numbers, discussed, run):
        found[each.man].append(each)
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
    """Orders and bail that end soon, orders that were never served, and clocks of orders that ran out."""
    found: dict[int, list[str]] = defaultdict(list)
    for of, warned in to_be_seen_to(numbers, force_book(), timezone.now()):
        found[numbers[of]].append(warned.words)
    return found


def _ahead(run: LoadedRun, men: Mapping[str, int], today: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for man, kind, on in planned_dates(run, men, today, today + AHEAD):
        found[man].append(f"{kind.replace('_', ' ').capitalize()} on {on:%-d %B %Y}")
    return found


def _effects(numbers: Mapping[int, int], run: LoadedRun) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Those that wait for a second reader; those to be graded again."""
    unread: dict[int, list[str]] = defaultdict(list)
    again: dict[int, list[str]] = defaultdict(list)
    for each in effects_waiting(numbers, criteria(settings.STORE), run):
        words = f"Effect of {each.on:%-d %B %Y} ({each.effect})"
        if each.unread:
            unread[each.man].append(f"{words}: it counts once a second reader agreed")
        if each.reports:
            again[each.man].append(f"{words}, claimed to {each.until:%-d %B %Y}: {', '.join(each.reports)}")
    return unread, again
