"""What a man's page says of outcomes: how each report stands, and everything that happened on one line of time."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from v100.casework.nominals.models import Listing, Nominal
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.standing import Standing, standings
from v100.casework.outcomes.state import State
from v100.casework.runs.models import MODELS, LoadedRun
from v100.tables import PLANNED_KINDS


@dataclass(frozen=True)
class Item:
    """Something on the line of time, and the page or part of the page that it comes from."""

    on: date
    words: str
    more: str
    opens: str
    planned: bool = False


@dataclass(frozen=True)
class OfMan:
    """All of it."""

    reports: list[Standing]
    items: list[Item]
    differing: list[tuple[Outcome, Outcome]]

    @property
    def category(self) -> str:
        """Charged or convicted (Data Protection Act 2018, section 38(3)), as the reports stand; else nothing."""
        states = {each.state for each in self.reports}
        if State.CONVICTED in states:
            return "Suspect; convicted in at least one of these cases (see how each report stands)"
        if State.CHARGED in states:
            return "Suspect; charged in at least one of these cases (see how each report stands)"
        return ""


def outcomes_of(nominal: Nominal, run: LoadedRun) -> OfMan:
    """What his page says of outcomes, as things stand."""
    rows = list(Outcome.objects.filter(nominal=nominal).order_by("on", "pk"))
    replaced = {row.replaces_id for row in rows}
    holding = [row for row in rows if row.pk not in replaced and not row.taken_back and row.beside_id is None]
    reports = standings([nominal], run, holding)[nominal.pk]
    items = [*_of_reports(reports), *_of_outcomes(holding), *_planned(nominal, run), *_listed(nominal)]
    return OfMan(reports, sorted(items, key=attrgetter("on"), reverse=True), _differing(rows, replaced))


def _of_reports(reports: list[Standing]) -> list[Item]:
    return [
        Item(each.report["recorded_on"], "Report recorded", each.report["crime_ref"], _place(each.report["report_id"]))
        for each in reports
    ]


def _of_outcomes(holding: list[Outcome]) -> list[Item]:
    return [
        Item(
            row.on,
            row.label,
            ", ".join(part for part in (row.in_words, row.crime_ref) if part),
            reverse("outcome", args=[row.nominal_id, row.pk]),
        )
        for row in holding
    ]


def _planned(nominal: Nominal, run: LoadedRun) -> list[Item]:
    events = MODELS["event"].objects.filter(run=run, person_id=nominal.person_id, kind__in=PLANNED_KINDS)
    return [
        Item(row.on, row.kind.replace("_", " ").capitalize(), "", _place(row.report_id), planned=row.on > run.as_at)
        for row in events
    ]


def _listed(nominal: Nominal) -> list[Item]:
    """Each run that has a line of his, of which the first is told."""
    lines = Listing.objects.filter(nominal=nominal).order_by("run__as_at", "run")
    first = lines.values_list("run__as_at", "rank", "set_aside").first()
    if first is None:
        return []
    as_at, rank, set_aside = first
    words = f"rank {rank}" if rank else f"set aside: {set_aside}"
    return [Item(as_at, "First in a run", words, "#month-by-month")]


def _place(report_id: str | None) -> str:
    return f"#report-{slugify(report_id)}" if report_id else ""


def _differing(rows: list[Outcome], replaced: set[int | None]) -> list[tuple[Outcome, Outcome]]:
    """What the record system says last, beside what people say, where the two differ."""
    instead = {row.replaces_id: row for row in rows if row.replaces_id}
    found = []
    for row in rows:
        if row.beside_id is None or row.pk in replaced:
            continue
        own = next((each for each in rows if each.pk == row.beside_id), None)
        while own and own.pk in instead:
            own = instead[own.pk]
        if own and _said(own) != _said(row):
            found.append((own, row))
    return found


def _said(row: Outcome) -> tuple[Any, ...]:
    return (row.on, row.until or None, row.taken_back)
