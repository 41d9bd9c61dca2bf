"""What became of a person from run to run: when he was first seen, merged, split."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from v100.errors import V100Error
from v100.store.runs import Run, open_run, runs

Row = dict[str, Any]


@dataclass(frozen=True)
class History:
    """Ids that a person bears or bore, each with the run that first knew it, and the lineage of those, oldest first."""

    person_ids: list[str]
    first_seen: dict[str, Run]
    events: list[tuple[Run, Row]]


def history(store: Path, person: str, run_id: str | None = None) -> History:
    """Of a person_id (its beginning is enough), in a run and those whose ids it carried on.

    An event is a row of tables.PERSON_LINEAGE: the id or one that merged into it. Raises V100Error when no run of
    these knows the id, or several ids begin so.
    """
    line = _line(store, open_run(store, run_id))
    person_ids = [_known(line, person)]
    events: list[tuple[Run, Row]] = []
    for run in line:
        rows = _where(run.table("person_lineage"), person_ids, "to_id", "from_id")
        events += [(run, row) for row in reversed(rows)]
        person_ids += [
            row["from_id"] for row in rows if row["to_id"] in person_ids and row["from_id"] not in person_ids
        ]
    first_seen = {row["person_id"]: run for run in line for row in _where(run.table("person"), person_ids, "person_id")}
    return History(person_ids, first_seen, events[::-1])


def _line(store: Path, run: Run) -> list[Run]:
    """The run, the one that its ids come from, and so on back."""
    sealed = {each.run_id: each for each in runs(store)}
    line = [run]
    while (before := sealed.get(line[-1].manifest["inputs"]["ids_from"])) is not None:
        line.append(before)
    return line


def _known(line: list[Run], person: str) -> str:
    for run in line:
        ids = run.table("person")["person_id"]
        found = [str(each) for each in ids.filter(pc.starts_with(ids, person)).to_pylist()]
        if len(found) == 1:
            return found[0]
        if found:
            raise V100Error(f"{len(found)} people begin with {person!r} in run {run.run_id}: give more of the id")
    raise V100Error(f"nobody is {person!r} in run {line[0].run_id} or those before it: `v100 show --all` lists ids")


def _where(table: pa.Table, wanted: list[str], *columns: str) -> list[Row]:
    """The rows that have a wanted value in any of the columns."""
    held = pc.scalar(False)
    for column in columns:
        held = held | pc.field(column).isin(wanted)
    rows: list[Row] = table.filter(held).to_pylist()
    return rows
