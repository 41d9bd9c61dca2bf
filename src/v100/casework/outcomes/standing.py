"""How each report stands against a man: for one man or for many, in as many questions to the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.state import ENDED, JUDGED, State, state_of
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.suspects import as_suspects

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
    """A report that names him as a suspect: how it stands, and for how many days he has been named (none once it has
    ended).
    """

    report: dict[str, Any]
    state: State
    named_on: date
    days: int | None

    @property
    def colour(self) -> str:
        """Of its tag."""
        return COLOURS.get(self.state, "grey")


TOLD = (
    "report_id",
    "crime_ref",
    "recorded_on",
    "officer",
    "borough",
    "location_type",
    "flags",
    "mo_codes",
    "weapon",
    "outcome_type",
)
"""What is read of a report: a third of it."""


def standings(men: Iterable[Nominal], run: LoadedRun, holding: Iterable[Any]) -> dict[int, list[Standing]]:
    """By a man's number his reports, the latest recorded first. `holding` are the outcomes of these men that hold, or
    as much of each as says of whom, of which report, when and of what kind it is."""
    numbers = {nominal.person_id: nominal.pk for nominal in men}
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id__in=numbers)
    whose = dict(mentions.values_list("mention_id", "person_id"))
    named: dict[tuple[int, str], date | None] = {}
    suspects = as_suspects(run).filter(mention_id__in=whose).order_by("-named_on")
    for mention_id, report_id, named_on in suspects.values_list("mention_id", "report_id", "named_on"):
        named[numbers[whose[mention_id]], report_id] = named_on
    happened: dict[tuple[int, str], list[tuple[date, str]]] = {}
    for outcome in holding:
        happened.setdefault((outcome.nominal_id, outcome.report_id), []).append((outcome.on, outcome.kind))
    reports = MODELS["crime_report"].objects.filter(run=run, report_id__in={report for _, report in named})
    found: dict[int, list[Standing]] = {number: [] for number in numbers.values()}
    of_report: dict[str, list[int]] = {}
    for number, report_id in named:
        of_report.setdefault(report_id, []).append(number)
    for report in reports.order_by("-recorded_on", "report_id").values(*TOLD):
        for number in of_report[report["report_id"]]:
            key = (number, report["report_id"])
            found[number].append(_standing(report, named[key], happened.get(key, [])))
    return found


def _standing(report: dict[str, Any], named_on: date | None, happened: list[tuple[date, str]]) -> Standing:
    state = state_of(happened, report["outcome_type"])
    named_on = named_on or report["recorded_on"]
    ended = state in (*ENDED, *JUDGED)
    return Standing(report, state, named_on, None if ended else (timezone.localdate() - named_on).days)
