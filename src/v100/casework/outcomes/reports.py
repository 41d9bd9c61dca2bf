"""A man's reports as one run has them: what an outcome can be recorded against."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.suspects import as_suspects
from v100.reports.reference import offence_titles


@dataclass(frozen=True)
class Report:
    """One report that names him as a suspect, the day it is of (the first day of the act, where that is known and
    earlier), and the lines that concern him, each with its title.
    """

    report_id: str
    crime_ref: str
    of: date
    lines: tuple[tuple[int, str], ...]


def reports_of(nominal: Nominal, run: LoadedRun) -> dict[str, Report]:
    """By report_id, the latest recorded first."""
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=nominal.person_id)
    named: dict[str, set[int] | None] = {}
    for suspect in as_suspects(run).filter(mention_id__in=mentions.values("mention_id")):
        before = named.get(suspect.report_id, set())
        named[suspect.report_id] = None if before is None or not suspect.lines else before | set(suspect.lines)
    lines: dict[str, list[tuple[int, str]]] = {}
    titles = offence_titles()
    for row in MODELS["offence"].objects.filter(run=run, report_id__in=named).order_by("line"):
        wanted = named[row.report_id]
        if wanted is None or row.line in wanted:
            title = titles.get(row.ho_code or "", row.title or "offence not named")
            lines.setdefault(row.report_id, []).append((row.line, f"Line {row.line}: {title}"))
    rows = MODELS["crime_report"].objects.filter(run=run, report_id__in=named).order_by("-recorded_on", "report_id")
    return {
        row.report_id: Report(
            row.report_id, row.crime_ref, _of(row.occurred_from, row.recorded_on), tuple(lines.get(row.report_id, ()))
        )
        for row in rows
    }


def _of(occurred_from: datetime | None, recorded_on: date) -> date:
    return min(timezone.localdate(occurred_from), recorded_on) if occurred_from else recorded_on
