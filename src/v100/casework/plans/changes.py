"""What came of a man since a moment: reports, outcomes, steps of orders, effects, facts, notes."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min, Q, QuerySet

from v100.casework.disruption.models import Grading
from v100.casework.facts.book import force_book
from v100.casework.facts.models import Entry
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.news import news_of
from v100.casework.notes.models import Note
from v100.casework.orders.models import OrderState
from v100.casework.outcomes.models import Outcome
from v100.casework.runs.models import LoadedRun, Named


class Change(NamedTuple):
    """When it came, in words."""

    at: datetime
    words: str


def changes_of(nominal: Nominal, men: list[int], run: LoadedRun, since: datetime) -> Iterator[Change]:
    """`men` are the man's references. When a thing came counts, not when it happened."""
    steps = list(_steps(men, since))
    told = {step.outcome_id for step in steps if step.told_outcome}
    yield from _of_reports(nominal, men, run, since)
    yield from _of_orders(steps, since)
    yield from _of_outcomes(men, since, told)
    yield from _of_effects(men, since)
    yield from _of_facts(men, since)
    for note in Note.objects.filter(nominal__in=men, at__gt=since):
        yield Change(note.at, f"A note was written ({note.kind})")


def _later(since: datetime, undone: str) -> Q:
    """It was written since; or what `undone` leads to was."""
    return Q(at__gt=since) | Q(**{f"{undone}at__gt": since})


def _of_reports(nominal: Nominal, men: list[int], run: LoadedRun, since: datetime) -> Iterator[Change]:
    new = list(news_of(dict.fromkeys(men, nominal.pk), {nominal.pk: since}, run))
    if not new:
        return
    people = Nominal.objects.filter(pk__in=men).values("person_id")
    held = Named.objects.filter(
        run__loaded_at__gt=since, person_id__in=people, report_id__in=[r.report_id for r in new]
    )
    first = dict(held.values("report_id").annotate(first=Min("run__loaded_at")).values_list("report_id", "first"))
    for each in new:
        yield Change(first[each.report_id], f"{each} names him")


def _steps(men: list[int], since: datetime) -> QuerySet[OrderState]:
    """Of orders, written or said to be wrong since."""
    found = OrderState.objects.filter(_later(since, "voided__"), order__nominal__in=men)
    return found.select_related("order", "voided").order_by("pk")


def _of_orders(steps: list[OrderState], since: datetime) -> Iterator[Change]:
    powers = force_book().powers
    for step in steps:
        power = powers.get(step.order.power)
        words = f"{power.name if power else step.order.power}: {step.in_words.lower()} on {step.on:%-d %B %Y}"
        if step.at > since:
            yield Change(step.at, words)
        if hasattr(step, "voided"):
            yield Change(step.voided.at, f"{words} was recorded wrongly")


def _of_outcomes(men: list[int], since: datetime, told: set[int | None]) -> Iterator[Change]:
    """But those that a step of an order told."""
    outcomes = Outcome.objects.standing().filter(_later(since, "run__loaded_"), nominal__in=men)
    for each in outcomes.select_related("run").only("kind", "crime_ref", "at", "run__loaded_at"):
        if each.pk not in told:
            at = max(each.at, each.run.loaded_at) if each.run else each.at
            yield Change(at, f"{each.label}{f' ({each.crime_ref})' if each.crime_ref else ''}")


def _of_effects(men: list[int], since: datetime) -> Iterator[Change]:
    gradings = Grading.objects.filter(disruption__nominal__in=men, at__gt=since).select_related("disruption")
    for each in gradings.order_by("pk"):
        did = "agreed by a second reader" if each.read else "recorded" if each.number == 1 else "graded again"
        yield Change(each.at, f"Effect of {each.disruption.on:%-d %B %Y} {did} ({each.effect})")


def _of_facts(men: list[int], since: datetime) -> Iterator[Change]:
    kinds = force_book().kinds
    for each in Entry.objects.filter(_later(since, "end__"), nominal__in=men).select_related("end"):
        words = kinds[each.kind].words if each.kind in kinds else each.kind
        if each.at > since:
            yield Change(each.at, f"Recorded: {words}")
        if hasattr(each, "end"):
            yield Change(each.end.at, f"Does not hold any more: {words}")
