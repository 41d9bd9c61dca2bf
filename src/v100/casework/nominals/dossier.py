"""One man as one run has him: the same part that the printed briefing and the terminal show."""

from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import pyarrow as pa
from django.db.models import Q
from django.utils import timezone

from v100 import tables
from v100.casework.runs.models import MODELS, LoadedRun
from v100.reports.facts import Facts
from v100.reports.harm import Ranks
from v100.reports.parts import Part, person_part
from v100.reports.reading import weakest

OF_MAN = ("person", "ranking", "harm_line", "person_mention", "annex", "precursor", "set_aside", "event")
"""Tables of which his own rows, by person_id, are enough."""

RANKED_BY = ("harm_days", "victims", "reports", "last_on", "person_id")

OF_REPORTS = ("crime_report", "offence", "report_victim")


@lru_cache(maxsize=2)
def _ranks(run: int) -> Ranks:
    """A loaded run does not change: its ranking is read once in each process, not once for each of a man's reports."""
    return Ranks(list(MODELS["ranking"].objects.filter(run=run).values(*RANKED_BY)))


def part_of(run: LoadedRun, person_id: str) -> Part:
    """His part of the run: where his days come from, what each report is worth, how sure the identity is."""
    found = {name: _rows(run, name, person_id=person_id) for name in OF_MAN}
    found["suspect"] = _rows(run, "suspect", mention_id__in=_column(found["person_mention"], "mention_id"))
    reports = {report for name in ("harm_line", "event", "suspect") for report in _column(found[name], "report_id")}
    found |= {name: _rows(run, name, report_id__in=reports) for name in OF_REPORTS}
    found["match"] = _rows(run, "match", _pairs(found["person_mention"], found["suspect"]))
    facts = Facts.of_one_person(run.run_id, run.as_at, run.manifest)
    return person_part({**_empty(), **found}, facts, person_id, _ranks(run.number))


@cache
def _empty() -> dict[str, pa.Table]:
    """Every table of a run, without rows."""
    return {name: table.arrow([]) for name, table in tables.RUN.items()}


def _pairs(ties: pa.Table, said: pa.Table) -> Q:
    """Of the thousands of pairs that a man of many reports has those that are shown: by which his weakest mention
    hangs, and of which people decided."""
    his = _column(said, "mention_id")
    weak = weakest(tie for tie in ties.to_pylist() if tie["mention_id"] in his)
    decided = Q(decided__isnull=False) & (Q(mention_a__in=his) | Q(mention_b__in=his))
    return decided | Q(mention_a=weak["mention_id"]) | Q(mention_b=weak["mention_id"]) if weak else decided


def _rows(run: LoadedRun, name: str, *conditions: Q, **wanted: Any) -> pa.Table:
    table = tables.RUN[name]
    rows = MODELS[name].objects.filter(*conditions, run=run, **wanted).order_by("id").values(*table.names)
    times = [column.name for column in table.columns if column.type == "timestamp"]
    return table.arrow({**row, **{time: _wall(row[time]) for time in times}} for row in rows)


def _wall(value: datetime | None) -> datetime | None:
    """A time as the report gave it: London's, without an offset."""
    return timezone.make_naive(value) if value else None


def _column(rows: pa.Table, name: str) -> list[str]:
    return [value for value in rows[name].to_pylist() if value is not None]
