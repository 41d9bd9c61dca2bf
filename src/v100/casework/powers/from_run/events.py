"""Facts from what happened to him: arrests, charges, verdicts, sentences, orders."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from v100.casework.powers.fact import ABOUT_MAN, Fact, Kind
from v100.casework.powers.from_run.rows import Row, Rows

LASTS = "order"
"""The kind of event that holds until a day. Other kinds happened, and stay so."""


def of_events(kinds: Mapping[str, Kind], rows: Rows) -> Iterator[Fact]:
    """One fact for each kind that an event answers: about him, or about him and each woman of the event's report. An
    event without a report says nothing of any woman, nor of any offence.
    """
    for event in rows.event:
        for kind in kinds.values():
            if kind.source == "event" and _is(kind, event) and _of_offence(kind, rows, event):
                for woman in [None] if kind.about == ABOUT_MAN else _women(rows, event):
                    yield _fact(kind, event, woman)


def _is(kind: Kind, event: Row) -> bool:
    if event["kind"] not in kind.events or (event.get("days") or 0) < kind.least_days:
        return False
    return not kind.details or bool(set(event.get("details") or ()) & set(kind.details))


def _of_offence(kind: Kind, rows: Rows, event: Row) -> bool:
    if not (kind.categories or kind.codes):
        return True
    report = event.get("report_id")
    return report is not None and rows.says(kind, report, rows.lines_of(report, event.get("lines")))


def _women(rows: Rows, event: Row) -> list[str]:
    report = event.get("report_id")
    return [] if report is None else list(rows.women_on(report, rows.lines_of(report, event.get("lines"))))


def _fact(kind: Kind, event: Row, woman: str | None) -> Fact:
    return Fact(
        kind=kind,
        on=event["on"],
        known_on=event.get("recorded_on"),
        until=_end(event) if event["kind"] == LASTS else None,
        opens=event["event_id"],
        words=kind.words,
        woman=woman,
    )


def _end(event: Row) -> date | None:
    until: date | None = event.get("until")
    return until or (event["on"] + timedelta(event["days"]) if event.get("days") else None)
