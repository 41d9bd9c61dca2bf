"""`python -m benchmarks.identity.city.weekly FOLDER`: a week's mentions against all that were known before, as JSON.

V100 alone: who is who among all mentions of mention.parquet, from nothing and from the workings of a resolution that
knew all but the latest WEEK, with the time that it takes to read these and to leave new ones.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from benchmarks.identity.city.rows import AS_AT, WEEK
from v100 import engine
from v100.identity import Earlier, Model, People, Workings, resolve
from v100.store.workings import leave, take_up

MODEL = Model.load("suspect")
MADE_BY = {"by": "this benchmark"}


def main(folder: Path) -> None:
    backend = engine.connect(spill_to=folder)
    mention = engine.keep(backend, "mention", backend.read_parquet(folder / "mention.parquet"))
    latest = mention.order_by(_.recorded_on.desc(), _.mention_id).limit(WEEK)
    before = engine.keep(backend, "before", mention.anti_join(latest, "mention_id"))

    first = _people(backend, before)
    previous = engine.keep(backend, "previous", first.person_mention)
    leave(folder / "workings", first.workings.tables, MADE_BY)
    whole = _timed(lambda: _people(backend, mention, previous=previous), backend, "whole")
    week = _timed(lambda: _taken_up(backend, folder / "workings", mention, before, previous), backend, "week")
    told = {"mentions": int(mention.count().execute()), "whole": whole, "week": week, "same": _same(backend)}
    print(json.dumps(told))


def _people(backend: Backend, mentions: ir.Table, **given: Any) -> People:
    return resolve(backend, mentions, side="suspect", model=MODEL, as_at=date.fromisoformat(AS_AT), **given)


def _taken_up(backend: Backend, folder: Path, mention: ir.Table, before: ir.Table, previous: ir.Table) -> People:
    tables = take_up(backend, folder, MADE_BY)
    if tables is None:
        raise FileNotFoundError(folder)
    earlier = Earlier(Workings.of(tables, MODEL), before.select("mention_id"))
    people = _people(backend, mention, previous=previous, earlier=earlier)
    leave(folder, people.workings.tables, MADE_BY)
    return people


def _timed(work: Callable[[], People], backend: Backend, name: str) -> dict[str, float]:
    """Seconds and processor seconds; who is who is kept under the name."""
    began, worked = time.perf_counter(), time.process_time()
    people = work()
    seconds = {"seconds": time.perf_counter() - began, "processor": time.process_time() - worked}
    engine.keep(backend, name, people.person_mention)
    return seconds


def _same(backend: Backend) -> bool:
    """Whether both say the same of every mention."""
    whole, week = backend.table("whole"), backend.table("week")
    return not any(int(one.difference(other).count().execute()) for one, other in ((whole, week), (week, whole)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
