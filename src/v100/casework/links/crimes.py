"""Crimes as a run carries them for links: by reference, day and borough, with nothing of a woman."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.suspects import as_suspects
from v100.compared import KNOWS_HIM, categories, category_of
from v100.reports.reference import offence_titles


@dataclass(frozen=True)
class Crime:
    """A crime report: its first offence, the first day of the act (else the day it was recorded), and its row."""

    report: dict[str, Any]
    offence: str
    category: str
    on: date

    @property
    def report_id(self) -> str:
        return str(self.report["report_id"])

    @property
    def crime_ref(self) -> str:
        return str(self.report["crime_ref"] or self.report_id)

    @property
    def kind(self) -> str:
        return categories()[self.category].title if self.category else ""


def crimes_of(run: LoadedRun, reports: Collection[str]) -> dict[str, Crime]:
    """By report_id those that the run carries."""
    codes: dict[str, str | None] = {}
    lines = MODELS["offence"].objects.filter(run=run, report_id__in=reports).order_by("report_id", "line")
    for report_id, code in lines.values_list("report_id", "ho_code"):
        codes.setdefault(report_id, code)
    known = MODELS["offence_table"].objects.filter(run=run, ho_code__in={code for code in codes.values() if code})
    subgroups = dict(known.values_list("ho_code", "subgroup"))
    titles = offence_titles()
    rows = MODELS["crime_report"].objects.filter(run=run, report_id__in=reports).values()
    return {
        row["report_id"]: Crime(
            row,
            titles.get(code or "", code or "Offence not named"),
            category_of(subgroups.get(code)),
            timezone.localdate(row["occurred_from"]) if row["occurred_from"] else row["recorded_on"],
        )
        for row in rows
        for code in (codes.get(row["report_id"]),)
    }


def own_crimes(run: LoadedRun, person_id: str, wanted: Iterable[str]) -> list[Crime]:
    """Crimes of these categories that name him as a suspect, the earliest first: none against a partner or family."""
    his = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=person_id)
    named = set(as_suspects(run).filter(mention_id__in=his.values("mention_id")).values_list("report_id", flat=True))
    near = MODELS["report_victim"].objects.filter(run=run, report_id__in=named, relationship__in=KNOWS_HIM)
    compared = named - set(near.values_list("report_id", flat=True))
    found = crimes_of(run, compared).values()
    return sorted((crime for crime in found if crime.category in set(wanted)), key=lambda each: each.on)
