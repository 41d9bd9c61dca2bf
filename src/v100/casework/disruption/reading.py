"""The disruption log of a man: each with its effect as it stands, whether it waits for somebody, and the harm that was
reported before and after. Harm beside a disruption is a fact; that one came of the other it does not say."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from v100.casework.disruption.criteria import Grade
from v100.casework.disruption.models import Disruption, Grading
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import MODELS, LoadedRun


class Harm(NamedTuple):
    """Harm days of counted lines by the day on which their report was recorded, in two windows of one length."""

    days: int
    before: Decimal
    after: Decimal


class Logged(NamedTuple):
    """A disruption and its gradings, the last of which holds."""

    disruption: Disruption
    gradings: list[Grading]
    grade: Grade
    reports: list[str]
    """Reports of the claimed time that were not known when it was last graded, by their reference."""
    harm: Harm

    @property
    def now(self) -> Grading:
        return self.gradings[-1]

    @property
    def waits_for_reader(self) -> bool:
        return self.grade.second_reader and not self.now.read


class Line(NamedTuple):
    """A counted offence line of his, and the report that it is of."""

    report_id: str
    crime_ref: str
    recorded_on: date
    days: Decimal


def log_of(nominal: Nominal, men: list[int], run: LoadedRun, grades: Mapping[str, Grade], today: date) -> list[Logged]:
    """The latest first. `men` are the man's references; his reports are as the run has them."""
    gradings: dict[int, list[Grading]] = {}
    told = Grading.objects.filter(disruption__nominal__in=men).select_related("by").order_by("disruption", "number")
    for grading in told:
        gradings.setdefault(grading.disruption_id, []).append(grading)
    disruptions = Disruption.objects.filter(nominal__in=men).select_related("by").order_by("-on", "-pk")
    lines = lines_of(nominal, run) if gradings else []
    return [_logged(each, gradings[each.pk], grades, lines, run, today) for each in disruptions]


def _logged(
    disruption: Disruption,
    gradings: list[Grading],
    grades: Mapping[str, Grade],
    lines: Iterable[Line],
    run: LoadedRun,
    today: date,
) -> Logged:
    now = gradings[-1]
    new = {line.crime_ref for line in within(lines, disruption.on, now.until) if line.report_id not in set(now.known)}
    harm = _harm(disruption.on, min(now.until, today), lines, run)
    return Logged(disruption, gradings, grades[now.effect], sorted(new), harm)


def within(lines: Iterable[Line], on: date, until: date) -> list[Line]:
    """Those recorded after the day of a disruption, to the end of what is claimed."""
    return [line for line in lines if on < line.recorded_on <= until]


def _harm(on: date, until: date, lines: Iterable[Line], run: LoadedRun) -> Harm:
    """As many days before as after, and no more than the run's window holds on either side: beyond it harm is not known
    and not nought."""
    opens = run.as_at - timedelta(days=run.manifest["policy"]["window_days"])
    days = max(min((min(until, run.as_at) - on).days, (on - opens).days - 1), 0)
    first, last = on - timedelta(days=days), on + timedelta(days=days)
    before = sum((line.days for line in lines if first <= line.recorded_on < on), Decimal(0))
    after = sum((line.days for line in lines if on < line.recorded_on <= last), Decimal(0))
    return Harm(days, before, after)


def lines_of(nominal: Nominal, run: LoadedRun) -> list[Line]:
    """His counted lines as the run has them."""
    counted: list[dict[str, Any]] = list(
        MODELS["harm_line"]
        .objects.filter(run=run, person_id=nominal.person_id, counted=True)
        .values("report_id", "days")
    )
    reports = {
        row["report_id"]: row
        for row in MODELS["crime_report"]
        .objects.filter(run=run, report_id__in={line["report_id"] for line in counted})
        .values("report_id", "crime_ref", "recorded_on")
    }
    return [
        Line(line["report_id"], report["crime_ref"], report["recorded_on"], line["days"] or Decimal(0))
        for line in counted
        if (report := reports.get(line["report_id"]))
    ]
