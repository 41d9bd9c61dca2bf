"""What a run works out of who is who, left in the store so that the next run need only work out what is new."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.identity import Earlier, Model, People, Workings
from v100.monthly.inputs import code
from v100.store.files import only_one, sha256_of
from v100.store.workings import leave, place, take_up

SEEN = "seen"
"""The table of what was worked out: mention_id, version of its report."""


def with_workings(
    backend: Backend,
    store: Path,
    known: Mapping[str, ir.Table],
    side: str,
    model: Model,
    resolved: Callable[..., People],
) -> People:
    """The people of a side, `resolved` with the workings that the store holds as `earlier`; new ones are left.

    They spare work and change nothing: `v100 verify --recompute` makes the same run without them. Runs of one store
    resolve one after the other.
    """
    folder = place(store, side)
    seen = known[side].join(known["report_version"], "report_id").select("mention_id", "version")
    made_by = {"code": code(), "model": sha256_of(asdict(model))}
    with only_one(folder.parent / f".{side}.lock"):
        left = take_up(backend, folder, made_by)
        people = resolved(earlier=None if left is None else _earlier(left, seen, model))
        leave(folder, {SEEN: seen, **people.workings.tables}, made_by)
    return people


def _earlier(left: dict[str, ir.Table], seen: ir.Table, model: Model) -> Earlier:
    unchanged = seen.semi_join(left.pop(SEEN), ["mention_id", "version"])
    return Earlier(Workings.of(left, model), unchanged)
