"""Which duties are open for the women of a man, and which are done. They follow from what happened to him; no row
opens one, so that none is forgotten."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from v100.casework.clocks import working_days_after
from v100.casework.database.any_of import any_of, any_of_texts
from v100.casework.duties.limits import Limit, limits
from v100.casework.duties.models import Told
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import found_to_be_others, themselves
from v100.casework.nominals.models import Assignment, Nominal
from v100.casework.orders.kinds import State
from v100.casework.orders.reading import orders_of
from v100.casework.outcomes.kinds import Detail, Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.plans.models import SafetyLook
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.naming import last_carrying
from v100.casework.runs.suspects import as_suspects
from v100.casework.women.herself import themselves as women_themselves
from v100.tables import PLANNED_KINDS

OF_ORDERS = ("order_varied", "order_ended")
"""What happens to an order and is no outcome."""


class Happened(NamedTuple):
    """Something of which she is to be told: since when it is known, of which report (none: of all of his)."""

    nominal: Nominal
    about: str
    kind: str
    words: str
    known_on: date
    report_id: str
    details: list[str]


class Duty(NamedTuple):
    """One thing that one woman is to be told, by when, and that she was; or the look at her plan that does it."""

    happened: Happened
    woman: str
    name: str
    limit: Limit
    due_on: date
    told: Told | None
    look: SafetyLook | None

    @property
    def open(self) -> bool:
        return self.told is None and self.look is None

    def late(self, today: date) -> bool:
        return self.open and self.due_on < today


class Woman(NamedTuple):
    """A woman or girl of a report, by reference, and whether it gives her enhanced rights."""

    report_id: str
    person_id: str
    enhanced: bool


def duties_for(user: Any, run: LoadedRun) -> list[Duty]:
    """Of every man whom this person may see and who is or was managed, the one that is due first first."""
    given = Assignment.objects.visible_to(user).select_related("nominal")
    men = {each.nominal.pk: each.nominal for each in given}
    return duties_of((men[number] for number in men.keys() - found_to_be_others(men)), run)


def duties_of(men: Iterable[Nominal], run: LoadedRun) -> list[Duty]:
    """Of what happened from the day on which a man was first managed, under whichever reference. What was before is
    told elsewhere."""
    by_number = {man.pk: man for man in men}
    himself = {number: by_number[man] for number, man in themselves(by_number).items()}
    since = _managed_since(himself)
    if not since:
        return []
    women = _women(since, run)
    whose = women_themselves({woman.person_id for each in women.values() for woman in each})
    told = {
        (each.about, each.duty, whose.get(each.woman, each.woman)): each
        for each in Told.objects.filter(nominal__in=any_of(himself))
    }
    looks = _looks(himself, whose)
    found = [
        Duty(
            happened,
            woman,
            name,
            limit,
            working_days_after(happened.known_on, days),
            told.get((happened.about, name, woman)),
            _since(happened, looks[happened.nominal, woman]) if limit.look else None,
        )
        for happened in (*_outcomes(himself, since), *_planned(since, run), *_orders(himself, since))
        for name, limit in limits().told.items()
        if _calls_for(happened, limit)
        for woman, days in _days(women[happened.nominal], happened.report_id, limit).items()
    ]
    return sorted(found, key=lambda duty: (duty.due_on, duty.happened.about, duty.name, duty.woman))


def duties_to(references: Iterable[str], men: Iterable[Nominal], run: LoadedRun) -> list[Duty]:
    """Those towards one woman, by her references, of what happened to these men."""
    hers = set(references)
    return [duty for duty in duties_of(men, run) if duty.woman in hers]


def _looks(himself: Mapping[int, Nominal], whose: Mapping[str, str]) -> dict[tuple[Nominal, str], list[SafetyLook]]:
    """At the safety plan of each woman for each man, by day, under whichever reference they were recorded."""
    found: dict[tuple[Nominal, str], list[SafetyLook]] = defaultdict(list)
    looks = SafetyLook.objects.filter(nominal__in=any_of(himself)).select_related("by").order_by("on", "pk")
    for each in looks:
        found[himself[each.nominal_id], whose.get(each.woman, each.woman)].append(each)
    return found


def _since(happened: Happened, looks: Iterable[SafetyLook]) -> SafetyLook | None:
    """The first that was not before it was known."""
    return next((each for each in looks if each.on >= happened.known_on), None)


def _calls_for(happened: Happened, limit: Limit) -> bool:
    inside = happened.kind != Kind.SENTENCE or Detail.CUSTODY in happened.details
    return happened.kind in limit.kinds and (inside or not limit.custody)


def _days(women: list[Woman], report_id: str, limit: Limit) -> dict[str, int]:
    """The women of this report, each with her working days; one report that gives enhanced rights is enough."""
    found: dict[str, int] = {}
    for each in women:
        if report_id in ("", each.report_id):
            days = limit.enhanced_days if each.enhanced else limit.days
            found[each.person_id] = min(days, found.get(each.person_id, days))
    return found


def _managed_since(himself: Mapping[int, Nominal]) -> dict[Nominal, date]:
    given = Assignment.objects.filter(nominal__in=any_of(himself), officer__isnull=False).order_by("-at")
    return {himself[each.nominal_id]: timezone.localdate(each.at) for each in given}


def _outcomes(himself: Mapping[int, Nominal], since: Mapping[Nominal, date]) -> Iterator[Happened]:
    kinds = {kind for limit in limits().told.values() for kind in limit.kinds}
    known = Outcome.objects.standing().filter(nominal__in=any_of(himself), kind__in=kinds, on__gte=min(since.values()))
    for each in known.only("nominal_id", "kind", "on", "report_id", "details").order_by("on", "pk"):
        man = himself[each.nominal_id]
        if man in since and each.on >= since[man]:
            yield Happened(man, f"outcome:{each.pk}", each.kind, each.label, each.on, each.report_id, each.details)


def _orders(himself: Mapping[int, Nominal], since: Mapping[Nominal, date]) -> Iterator[Happened]:
    """Orders that were varied, ended early or ran out; that they were made and served is told by outcomes."""
    for each in orders_of(himself, force_book(), timezone.now()):
        man, about = himself[each.order.nominal_id], f"order:{each.order.pk}"
        if man not in since:
            continue
        for state in each.states:
            if state.state in (State.VARIED, State.ENDED) and state.on >= since[man]:
                key = f"{about}:{state.number}"
                yield Happened(man, key, f"order_{state.state}", each.name, state.on, each.order.report_id, [])
        until = each.terms.until if each.terms else None
        if each.expired and until and until >= since[man]:
            yield Happened(man, f"{about}:end", "order_ended", each.name, until, each.order.report_id, [])


def _planned(since: dict[Nominal, date], run: LoadedRun) -> Iterator[Happened]:
    men = {man.person_id: man for man in since}
    """Court dates and releases that lie ahead, from the day on which they were known."""
    planned = MODELS["event"].objects.filter(run=run, kind__in=PLANNED_KINDS, person_id__in=any_of_texts(men))
    events = planned.order_by("on", "event_id")
    for each in events:
        man, known_on = men[each.person_id], each.recorded_on or each.on
        if known_on >= since[man]:
            words = f"{each.kind.replace('_', ' ').capitalize()} {each.on:%-d %B %Y}"
            yield Happened(man, f"event:{each.event_id}", each.kind, words, known_on, each.report_id or "", [])


def _women(men: Iterable[Nominal], run: LoadedRun) -> dict[Nominal, list[Woman]]:
    """Those of the reports that name each man as a suspect; of a man whom the run carries no more, as the last run has
    them that did.
    """
    people = {man.person_id: man for man in men}
    now = _whose(people, run)
    found = _women_in(now, run)
    gone = last_carrying(people.keys() - {man.person_id for man in now.values()})
    for earlier in set(gone.values()):
        found |= _women_in(
            _whose({person: people[person] for person, last in gone.items() if last == earlier}, earlier), earlier
        )
    return defaultdict(list, found)


def _whose(people: Mapping[str, Nominal], run: LoadedRun) -> dict[str, Nominal]:
    """By mention, in this run."""
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id__in=any_of_texts(people))
    return {mention: people[person] for mention, person in mentions.values_list("mention_id", "person_id")}


def _women_in(whose: Mapping[str, Nominal], run: LoadedRun) -> dict[Nominal, list[Woman]]:
    named = as_suspects(run).filter(mention_id__in=any_of_texts(whose)).values_list("report_id", "mention_id")
    of_report: dict[str, set[Nominal]] = {}
    for report_id, mention_id in named:
        of_report.setdefault(report_id, set()).add(whose[mention_id])
    enhanced = _enhanced(of_report, run)
    told = MODELS["report_victim"].objects.filter(run=run, report_id__in=any_of_texts(of_report)).exclude(sex="M")
    found: dict[Nominal, list[Woman]] = defaultdict(list)
    for report_id, person_id in (
        told.order_by("report_id", "person_id").values_list("report_id", "person_id").distinct()
    ):
        for man in of_report[report_id]:
            found[man].append(Woman(report_id, person_id, report_id in enhanced))
    return found


def _enhanced(reports: Iterable[str], run: LoadedRun) -> set[str]:
    """Reports of domestic abuse, and of offences that give enhanced rights."""
    of_run = {"run": run, "report_id__in": any_of_texts(reports)}
    abuse = MODELS["crime_report"].objects.filter(**of_run, domestic_abuse=True).values_list("report_id", flat=True)
    codes = MODELS["offence_table"].objects.filter(run=run, vawg_category__in=limits().enhanced).values("ho_code")
    serious = MODELS["offence"].objects.filter(**of_run, ho_code__in=codes).values_list("report_id", flat=True)
    return {*abuse, *serious}
