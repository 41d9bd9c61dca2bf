"""What is on file of a man, as facts: from the run that the site shows, from outcomes as they stand, and from what
officers recorded."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from v100.casework.facts.models import Entry
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.models import Outcome
from v100.casework.powers.fact import Fact
from v100.casework.powers.from_run import Rows, facts_of
from v100.casework.powers.load import Book
from v100.casework.runs.models import MODELS, LoadedRun

OUTCOME, ENTRY = "outcome:", "entry:"
"""How a fact names what opens it, beside a report's and a person's own key."""

Row = dict[str, Any]


@dataclass(frozen=True)
class OnFile:
    """His facts; the women and girls of the reports that name him, by reference; those reports' boroughs and their
    references by key; by an event's key the reference of its report; what officers recorded.
    """

    facts: list[Fact]
    women: list[str]
    boroughs: list[str]
    crime_refs: dict[str, str]
    of_events: dict[str, str]
    entries: list[Entry]


def on_file(nominal: Nominal, men: list[int], run: LoadedRun, book: Book, today: date) -> OnFile:
    """`men` are one man's references. A recorded fact of a kind that the force's files do not have any more is left
    out."""
    rows = rows_of(nominal, men, run, today)
    recorded = Entry.objects.filter(nominal__in=men).select_related("by", "end__by", "nominal").order_by("-on", "-pk")
    entries = list(recorded)
    standing = [entry for entry in entries if not hasattr(entry, "end") and entry.kind in book.kinds]
    boroughs = {row["borough"] for row in rows.crime_report if row["borough"]}
    return OnFile(
        facts=[*facts_of(book.kinds, rows), *(_fact(entry, book) for entry in standing)],
        women=sorted({row["person_id"] for row in rows.report_victim if row["sex"] != "M"}),
        boroughs=sorted(boroughs),
        crime_refs={row["report_id"]: row["crime_ref"] for row in rows.crime_report},
        of_events={row["event_id"]: row["crime_ref"] for row in rows.event},
        entries=entries,
    )


def _fact(entry: Entry, book: Book) -> Fact:
    return Fact(
        kind=book.kinds[entry.kind],
        on=entry.on,
        until=entry.until,
        opens=f"{ENTRY}{entry.pk}",
        words=entry.words,
        woman=entry.woman or None,
        power=entry.power or None,
    )


def rows_of(nominal: Nominal, men: list[int], run: LoadedRun, today: date) -> Rows:
    """What the run says of him and of the reports that name him, with outcomes as they stand (`opens`: outcome:12)."""
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=nominal.person_id)
    suspect = _told(run, "suspect", mention_id__in=mentions.values("mention_id"))
    reports = {row["report_id"] for row in suspect}
    return Rows(
        as_at=today,
        person=next(iter(_told(run, "person", person_id=nominal.person_id)), {"person_id": nominal.person_id}),
        suspect=suspect,
        crime_report=_told(run, "crime_report", report_id__in=reports),
        offence=_told(run, "offence", report_id__in=reports),
        report_victim=_told(run, "report_victim", report_id__in=reports),
        event=[_event(each) for each in Outcome.objects.standing().filter(nominal__in=men).order_by("on", "pk")],
        offence_table=_offence_table(run.number),
    )


def _told(run: LoadedRun, name: str, **wanted: Any) -> list[Row]:
    rows: list[Row] = list(MODELS[name].objects.filter(run=run, **wanted).order_by("id").values())
    return rows


@cache
def _offence_table(run: int) -> list[Row]:
    """A loaded run does not change: its offence table is read once in each process."""
    return list(MODELS["offence_table"].objects.filter(run=run).values())


def _event(outcome: Outcome) -> Row:
    """An outcome as a row of event: what people recorded and what the record system told are one."""
    return {
        "event_id": f"{OUTCOME}{outcome.pk}",
        "kind": outcome.kind,
        "on": outcome.on,
        "until": outcome.until,
        "days": outcome.days,
        "report_id": outcome.report_id or None,
        "crime_ref": outcome.crime_ref,
        "lines": outcome.lines,
        "mention_id": outcome.mention_id or None,
        "details": outcome.details,
    }
