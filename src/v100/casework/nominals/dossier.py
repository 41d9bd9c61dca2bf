"""One man as one run has him: the same part that the printed briefing and the terminal show."""

from functools import cache, lru_cache
from typing import Any

import pyarrow as pa
from django.db import connections, router

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

HIS = "person_id = %(his)s"

SHOWN_PAIRS = """(
    mention_a = %(weak)s or mention_b = %(weak)s
    or decided is not null and (mention_a = any(%(his)s) or mention_b = any(%(his)s))
)"""


@lru_cache(maxsize=2)
def _ranks(run: int) -> Ranks:
    """A loaded run does not change: its ranking is read once in each process, not once for each of a man's reports."""
    return Ranks(list(MODELS["ranking"].objects.filter(run=run).values(*RANKED_BY)))


def part_of(run: LoadedRun, person_id: str) -> Part:
    """His part of the run: where his days come from, what each report is worth, how sure the identity is."""
    found = {name: _rows(run, name, HIS, his=person_id) for name in OF_MAN}
    his = _column(found["person_mention"], "mention_id")
    found["suspect"] = _rows(run, "suspect", "mention_id = any(%(mentions)s)", mentions=his)
    reports = {report for name in ("harm_line", "event", "suspect") for report in _column(found[name], "report_id")}
    found |= {name: _rows(run, name, "report_id = any(%(reports)s)", reports=list(reports)) for name in OF_REPORTS}
    found["match"] = _pairs(run, found["person_mention"], found["suspect"])
    facts = Facts.of_one_person(run.run_id, run.as_at, run.manifest)
    return person_part({**_empty(), **found}, facts, person_id, _ranks(run.number))


@cache
def _empty() -> dict[str, pa.Table]:
    """Every table of a run, without rows."""
    return {name: table.arrow([]) for name, table in tables.RUN.items()}


def _pairs(run: LoadedRun, ties: pa.Table, said: pa.Table) -> pa.Table:
    """Of the thousands of pairs that a man of many reports has those that are shown: by which his weakest mention
    hangs, and of which people decided."""
    his = _column(said, "mention_id")
    weak = weakest(tie for tie in ties.to_pylist() if tie["mention_id"] in his)
    return _rows(run, "match", SHOWN_PAIRS, his=his, weak=weak["mention_id"] if weak else None)


def _rows(run: LoadedRun, name: str, such: str, **said: Any) -> pa.Table:
    """The rows of one of the run's tables such as the words say, in the order in which it was loaded."""
    table = tables.RUN[name]
    with connections[router.db_for_read(MODELS[name])].cursor() as cursor:
        cursor.execute(_asked(name, such), {"run": run.number, **said})
        rows = cursor.fetchall()
    return table.arrow(dict(zip(table.names, row, strict=True)) for row in rows)


@cache
def _asked(name: str, such: str) -> str:
    """The question. A time is as the report gave it: London's, without an offset."""
    columns = ", ".join(
        f"\"{column.name}\" at time zone 'Europe/London'" if column.type == "timestamp" else f'"{column.name}"'
        for column in tables.RUN[name].columns
    )
    return f"select {columns} from run_{name} where run_id = %(run)s and {such} order by id"


def _column(rows: pa.Table, name: str) -> list[str]:
    return [value for value in rows[name].to_pylist() if value is not None]
