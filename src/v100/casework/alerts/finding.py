"""Alerts: what happened or is about to happen to managed men, for those concerned. Each is made from what is on file,
by a key that stays the same, so that nothing is lost, told twice or out of date. A fixed number of questions is asked.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from v100.casework.alerts.alert import Alert
from v100.casework.alerts.colleagues import looks_near_colleagues
from v100.casework.alerts.models import Seen
from v100.casework.database.any_of import any_of
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import themselves
from v100.casework.nominals.models import Assignment, Cover, Nominal
from v100.casework.orders.reading import orders_of
from v100.casework.orders.warning import warnings_of
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.runs.models import LoadedRun
from v100.casework.runs.naming import planned_dates, reports_naming

AHEAD = timedelta(days=28)
TOLD = (Kind.RELEASE, Kind.BREACH, Kind.RECALL, Kind.DEATH)


def alerts_for(user: Any, run: LoadedRun, now: datetime) -> list[Alert]:
    """Those of managed men whom this person may see that the person has not seen yet: what happened first, then orders,
    reports, dates ahead and officers, each by man. Before them, looks at women near a colleague."""
    now_managed = Step.objects.visible_to(user).current().filter(status=Status.MANAGED).select_related("nominal")
    men = {step.nominal.pk: step.nominal for step in now_managed}
    himself = {number: men[man] for number, man in themselves(men).items()}
    since = _managed_since(himself)
    seen = set(Seen.objects.filter(user=user.pk).values_list("key", flat=True))
    parts = [
        sorted(part, key=lambda each: (each.nominal.pk, each.key)) for part in _parts(user, run, himself, since, now)
    ]
    waiting = [*looks_near_colleagues(user), *(alert for part in parts for alert in part)]
    return [alert for alert in waiting if alert.key not in seen]


def _managed_since(himself: Mapping[int, Nominal]) -> dict[Nominal, date]:
    """Since when each was managed for the first time, under whichever reference: nothing is lost where two men are
    found to be one."""
    managed = Step.objects.filter(nominal__in=any_of(himself), status=Status.MANAGED).order_by("-at")
    return {himself[step.nominal_id]: timezone.localdate(step.at) for step in managed}


def _parts(
    user: Any, run: LoadedRun, himself: Mapping[int, Nominal], since: Mapping[Nominal, date], now: datetime
) -> Iterator[Iterator[Alert]]:
    if not since:
        return
    yield _told(user, himself, since)
    yield _orders(himself, now)
    yield _reported(run, since)
    yield _ahead(run, since, timezone.localdate(now))
    yield _officers(user, {nominal.pk: nominal for nominal in since})


def _reported(run: LoadedRun, since: Mapping[Nominal, date]) -> Iterator[Alert]:
    """A report recorded since he is managed names him."""
    men = {nominal.person_id: nominal for nominal in since}
    for nominal, report in reports_naming(run, men, min(since.values())):
        if report.recorded_on > since[nominal]:
            words = f"Report {report.crime_ref} of {report.recorded_on:%-d %B %Y} names him"
            yield Alert(f"report:{nominal.pk}:{report.report_id}", nominal, words, _man(nominal))


def _ahead(run: LoadedRun, since: Mapping[Nominal, date], today: date) -> Iterator[Alert]:
    men = {nominal.person_id: nominal for nominal in since}
    for nominal, kind, on in planned_dates(run, men, today, today + AHEAD):
        words = f"{kind.replace('_', ' ').capitalize()} on {on:%-d %B %Y}"
        yield Alert(f"planned:{nominal.pk}:{kind}:{on}", nominal, words, _man(nominal))


def _told(user: Any, himself: Mapping[int, Nominal], since: Mapping[Nominal, date]) -> Iterator[Alert]:
    """What happened since he is managed, but for what this person recorded."""
    told = Outcome.objects.standing().filter(nominal__in=any_of(himself), kind__in=TOLD, on__gte=min(since.values()))
    for outcome in told.exclude(by=user.pk).order_by("on", "pk"):
        nominal = himself[outcome.nominal_id]
        if outcome.on >= since[nominal]:
            opens = reverse("outcome", args=[outcome.nominal_id, outcome.pk])
            yield Alert(f"outcome:{outcome.pk}", nominal, f"{outcome.label} on {outcome.on:%-d %B %Y}", opens)


def _orders(himself: Mapping[int, Nominal], now: datetime) -> Iterator[Alert]:
    for each in orders_of(himself, force_book(), now):
        nominal = himself[each.order.nominal_id]
        for key, words in warnings_of(each):
            yield Alert(key, nominal, words, reverse("orders", args=[each.order.nominal_id]))


def _officers(user: Any, men: Mapping[int, Nominal]) -> Iterator[Alert]:
    """He came to be this person's; his officer is another than before; somebody stands in; but for what this person
    did."""
    given = Assignment.objects.current().filter(Q(officer=user.pk) | Q(number__gt=1), nominal__in=any_of(men))
    for each in given.exclude(by=user.pk).select_related("officer"):
        words = "He is yours" if each.officer_id == user.pk else f"His officer is {each.officer.full_name}"
        yield Alert(f"assignment:{each.pk}", men[each.nominal_id], words, _man(men[each.nominal_id]))
    covers = (
        Cover.objects.current().filter(assignment__nominal__in=any_of(men), officer__isnull=False).exclude(by=user.pk)
    )
    for cover in covers.select_related("officer", "assignment"):
        who = "You stand in" if cover.officer_id == user.pk else f"{cover.officer.full_name} stands in"
        nominal = men[cover.assignment.nominal_id]
        yield Alert(f"cover:{cover.pk}", nominal, f"{who} until {cover.until:%-d %B %Y}", _man(nominal))


def _man(nominal: Nominal) -> str:
    return reverse("man", args=[nominal.pk])
