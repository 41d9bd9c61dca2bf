"""What a run works out of who is who, left in the store so that the next run need only work out what is new."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.identity import Earlier, Model, People, Workings
from v100.monthly.inputs import code
from v100.store.files import only_one, sha256_of
from v100.store.workings import leave, take_up

TABLES = ("unnamed", "standard", "pairs", "groups")


def with_workings(
    backend: Backend,
    store: Path,
    known: Mapping[str, ir.Table],
    side: str,
    model: Model,
    resolved: Callable[[str, Model, Earlier | None], People],
) -> People:
    """The people of a side, `resolved` from the workings under STORE/identity, and the workings left for the next run.

    They spare work and change nothing: `v100 verify --recompute` makes the same run without them. Runs of one store
    resolve one after the other.
    """
    folder = store / "identity" / side
    seen = known[side].join(known["report_version"], "report_id").select("mention_id", "version")
    made_by = {"code": code(), "model": sha256_of(asdict(model))}
    with only_one(store / "identity" / f".{side}.lock"):
        left = take_up(backend, folder, made_by)
        people = resolved(side, model, None if left is None else _earlier(left, seen, model))
        workings = {name: getattr(people.workings, name) for name in TABLES}
        leave(folder, {"seen": seen, **workings}, made_by)
    for name in ("standard", "pairs", "groups"):
        backend.drop_table(workings[name].op().name)
    return people


def _earlier(left: Mapping[str, ir.Table], seen: ir.Table, model: Model) -> Earlier:
    tables: dict[str, Any] = {name: left[name] for name in TABLES}
    at_size = model.at_size(int(left["standard"].count().execute()))
    unchanged = seen.semi_join(left["seen"], ["mention_id", "version"])
    return Earlier(Workings(**tables, model=at_size), unchanged)
