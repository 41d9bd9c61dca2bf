"""A person's reports and events on one line of time."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from v100.reports.reading import Row, Run
from v100.tables import PLANNED_KINDS

LANES = {
    "Police": ("contact", "arrest", "interview", "bail", "no_further_action"),
    "Court": ("charge", "plea", "conviction", "acquittal", "sentence", "discontinued", "court_date"),
    "Custody": ("remand", "recall", "release", "release_due"),
    "Orders": ("order_applied", "order", "order_served", "breach"),
    "Other": ("victim_withdrew", "false_report", "death"),
}
LONGEST = timedelta(days=3 * 365)
"""How far back the picture goes; the table below it has everything."""
LEFT, RIGHT, WIDTH = 90, 885, 900


@dataclass(frozen=True)
class Mark:
    """A point of the picture, or a bar when it lasts until a known date; kind: counted, uncounted, event, planned."""

    x: Decimal
    until: Decimal | None
    kind: str


@dataclass(frozen=True)
class Timeline:
    """The picture (lanes of marks, ticks, the window) and the events as a list."""

    lanes: list[tuple[str, list[Mark]]]
    ticks: list[tuple[Decimal, str]]
    window: tuple[Decimal, Decimal]
    events: list[Row]
    earlier: int


def timeline(run: Run, person_id: str) -> Timeline:
    """His reports and events up to as_at, and what is planned after it."""
    facts = run.facts
    opens = facts.as_at - timedelta(days=facts.policy.window_days - 1)
    events = run.events.get(person_id, [])
    counted = {row["report_id"] for row in run.lines.get(person_id, []) if row["counted"]}
    rows = run.lines.get(person_id, []) + run.mentions.get(person_id, [])
    ids = dict.fromkeys(row["report_id"] for row in rows)
    reports = [run.reports[report_id] for report_id in ids if report_id in run.reports]
    dates = [report["recorded_on"] for report in reports] + [event["on"] for event in events]
    first = max(min([opens, *dates]), facts.as_at - LONGEST)
    last = max([facts.as_at, *(day for day in dates if day <= facts.as_at + timedelta(days=365))])
    scale = _Scale(first, last)
    marks = {
        "Reports": [
            scale.mark(
                report["recorded_on"],
                None,
                "counted" if report["report_id"] in counted else "uncounted",
            )
            for report in reports
        ]
    }
    for lane, kinds in LANES.items():
        marks[lane] = [
            scale.mark(event["on"], event["until"], "planned" if event["kind"] in PLANNED_KINDS else "event")
            for event in events
            if event["kind"] in kinds and event["on"] <= last
        ]
    return Timeline(
        lanes=[(lane, seen) for lane, found in marks.items() if (seen := [mark for mark in found if mark is not None])],
        ticks=scale.ticks(),
        window=(scale.x(opens), scale.x(facts.as_at)),
        events=events,
        earlier=sum(day < first for day in dates),
    )


def event_in_words(event: Row) -> str:
    return str(event["kind"]).replace("_", " ").capitalize()


class _Scale:
    """Dates as places on the picture."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last
        self._days = max((last - first).days, 1)

    def x(self, day: date) -> Decimal:
        within = min(max(day, self._first), self._last)
        part = Decimal((within - self._first).days) * (RIGHT - LEFT) / self._days
        return (LEFT + part).quantize(Decimal("0.1"))

    def mark(self, day: date, until: date | None, kind: str) -> Mark | None:
        if day < self._first:
            return None
        return Mark(self.x(day), self.x(until) if until and until > day else None, kind)

    def ticks(self) -> list[tuple[Decimal, str]]:
        """The first day of each quarter, or of each half-year on a long picture."""
        months = (1, 4, 7, 10) if self._days <= 800 else (1, 7)
        days = [
            date(year, month, 1)
            for year in range(self._first.year, self._last.year + 1)
            for month in months
            if self._first <= date(year, month, 1) <= self._last
        ]
        return [(self.x(day), f"{day:%b %Y}") for day in days]
