"""What on a man's file a draft may be put together from: the reports that name him, what came of them, facts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from v100.casework.facts.models import Entry
from v100.casework.facts.on_file import ENTRY, OnFile, on_file, rows_of
from v100.casework.leaks.gathering import NOT_HIS
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.models import Outcome
from v100.casework.packs.draft import Happened, Report, by_day
from v100.casework.powers import Book, Fact
from v100.casework.powers.from_run import Rows
from v100.casework.runs.models import LoadedRun

IN_WORDS = {"ex_partner": "former partner", "other": ""}
"""Relationships that a court would not read as they are written."""


@dataclass(frozen=True)
class Material:
    """His names and dates of birth; reports that stand and name him as suspect; what came of them; facts on file."""

    names: list[str]
    born: list[date]
    reports: list[Report]
    happened: list[Happened]
    held: OnFile

    def entries(self, kinds: Collection[str], power: str) -> list[Entry]:
        """What officers recorded that still holds, of these kinds: for this power, or for no one power."""
        return [
            entry
            for entry in self.held.entries
            if entry.kind in kinds and entry.power in ("", power) and not hasattr(entry, "end")
        ]

    def facts(self, reports: Collection[str], entries: Collection[int], woman: str, power: str) -> list[Fact]:
        """Of what was chosen: those about him, and about him and this woman; where none is meant, about any."""
        came = {each.key for each in self.happened if each.report_id in reports}
        chosen = {*reports, *came, *(f"{ENTRY}{number}" for number in entries)}
        known = {each.report_id for each in self.reports} | {each.key for each in self.happened}
        return [
            fact
            for fact in self.held.facts
            if (fact.opens in chosen or (fact.kind.source == "person" and fact.opens not in known))
            and fact.power in (None, power)
            and (not woman or fact.woman in (None, woman))
        ]


def material_of(nominal: Nominal, run: LoadedRun, book: Book) -> Material:
    """As it stands today."""
    men, today = himself(nominal), timezone.localdate()
    rows = rows_of(nominal, men, run, today)
    reports = _reports(rows)
    known = {report.report_id for report in reports}
    outcomes = Outcome.objects.standing().filter(nominal__in=men, report_id__in=known).exclude(kind__in=NOT_HIS)
    return Material(
        names=list(rows.person.get("names") or []),
        born=list(rows.person.get("births") or []),
        reports=reports,
        happened=[_happened(each) for each in outcomes.order_by("on", "pk")],
        held=on_file(nominal, men, run, book, today),
    )


def _happened(outcome: Outcome) -> Happened:
    words = f"{outcome.label} ({outcome.in_words.lower()})" if outcome.in_words else outcome.label
    return Happened(f"outcome:{outcome.pk}", outcome.on, words, outcome.report_id)


def _reports(rows: Rows) -> list[Report]:
    titles = {row["ho_code"]: row["title"] for row in rows.offence_table}
    found = []
    for mention in rows.suspect:
        report = rows.reports.get(mention["report_id"])
        if report and mention["role"] in (None, "suspect") and not mention["eliminated_on"]:
            lines = rows.lines_of(report["report_id"], mention["lines"])
            found.append(_report(rows, report, lines, titles))
    return sorted({report.report_id: report for report in found}.values(), key=by_day)


def _report(rows: Rows, report: Any, lines: list[int], titles: dict[str, str]) -> Report:
    number = report["report_id"]
    codes = [rows.codes[number][line] for line in lines if line in rows.codes[number]]
    offences = dict.fromkeys(titles.get(code, f"Offence {code}") for code in codes)
    women = {woman: ", ".join(sorted(map(_relationship, said))) for woman, said in rows.women_on(number, lines).items()}
    return Report(
        report_id=number,
        crime_ref=report["crime_ref"],
        from_on=_day(report["occurred_from"]),
        to_on=_day(report["occurred_to"]),
        offences=tuple(offences),
        women=dict(sorted(women.items())),
        borough=report["borough"] or "",
    )


def _relationship(written: str) -> str:
    return IN_WORDS.get(written, written.replace("_", " "))


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
