"""What a man's page says of outcomes: how each report stands, and everything that happened on one line of time."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from v100.casework.nominals.models import Listing, Nominal
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.state import ENDED, JUDGED, State, state_of
from v100.casework.runs.models import MODELS, LoadedRun
from v100.tables import PLANNED_KINDS

COLOURS = {
    State.WANTED: "red",
    State.NEVER_ARRESTED: "orange",
    State.ON_BAIL: "yellow",
    State.UNDER_INVESTIGATION: "yellow",
    State.WITH_CPS: "blue",
    State.CHARGED: "blue",
    State.CONVICTED: "purple",
}


@dataclass(frozen=True)
class Standing:
    """A report that names him: how it stands, and for how many days he has been named (none once it has ended)."""

    report: dict[str, Any]
    state: State
    named_on: date
    days: int | None
    here: bool

    @property
    def colour(self) -> str:
        """Of its tag."""
        return COLOURS.get(self.state, "grey")


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


def outcomes_of(nominal: Nominal, run: LoadedRun, shown: set[str]) -> OfMan:
    """`shown` are the reports that have a place of their own on his page."""
    rows = list(Outcome.objects.filter(nominal=nominal).order_by("on", "pk"))
    replaced = {row.replaces_id for row in rows}
    holding = [row for row in rows if row.pk not in replaced and not row.taken_back and row.beside_id is None]
    reports = _reports(nominal, run, holding, shown)
    items = [*_of_reports(reports), *_of_outcomes(holding), *_planned(nominal, run), *_listed(nominal)]
    return OfMan(reports, sorted(items, key=attrgetter("on"), reverse=True), _differing(rows, replaced))


def _reports(nominal: Nominal, run: LoadedRun, holding: list[Outcome], shown: set[str]) -> list[Standing]:
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=nominal.person_id)
    suspects = MODELS["suspect"].objects.filter(run=run, mention_id__in=mentions.values("mention_id"))
    named = {row.report_id: row.named_on for row in suspects.order_by("-named_on")}
    reports = MODELS["crime_report"].objects.filter(run=run, report_id__in=named).order_by("-recorded_on", "report_id")
    return [
        _standing(report, named[report["report_id"]] or report["recorded_on"], holding, report["report_id"] in shown)
        for report in reports.values()
    ]


def _standing(report: dict[str, Any], named_on: date, holding: list[Outcome], here: bool) -> Standing:
    happened = [(row.on, row.kind) for row in holding if row.report_id == report["report_id"]]
    state = state_of(happened, report["outcome_type"])
    ended = state in (*ENDED, *JUDGED)
    return Standing(report, state, named_on, None if ended else (timezone.localdate() - named_on).days, here)


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
    first = Listing.objects.filter(nominal=nominal).select_related("run").order_by("run__as_at", "run").first()
    if first is None:
        return []
    words = f"rank {first.rank}" if first.rank else f"set aside: {first.set_aside}"
    return [Item(first.run.as_at, "First in a run", words, "#month-by-month")]


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
