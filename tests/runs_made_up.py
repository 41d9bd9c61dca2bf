"""Sealed runs of made-up people, as a store holds them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from made_up_run import made_up_run
from v100 import policy
from v100.store import runs
from v100.store.files import write_table, write_text
from v100.tables import OFFENCE_TABLE, RUN

AS_AT = date(2026, 3, 31)
LIST_SIZE = 5


def seal(
    store: Path,
    run_id: str = "2026-03-31-v100-a1",
    *,
    as_at: date = AS_AT,
    method: str = "v100",
    people: int = 8,
    decisions: Iterable[dict[str, Any]] = (),
    referrals: Mapping[str, str | None] | None = None,
    **more: list[dict[str, Any]],
) -> runs.Run:
    """A run of so many people, with more rows for the tables named, sealed and asked for. `decisions` that it obeyed
    and the hashes of the `referrals` that it read are as its manifest has them.
    """
    made, _ = made_up_run(people)
    tables = {"offence_table": OFFENCE_TABLE.arrow([]), **made}
    for name, rows in more.items():
        tables[name] = pa.concat_tables([tables[name], RUN[name].arrow(rows)])
    facts = {
        "as_at": as_at.isoformat(),
        "known_to": as_at.isoformat(),
        "policy": policy.load(method).model_copy(update={"list_size": LIST_SIZE}).model_dump(mode="json"),
        "settings": {"marking": "OFFICIAL-SENSITIVE"},
        "inputs": {"batches": {"not-in-this-store": ""}, "referrals": dict(referrals or {})},
        "decisions": list(decisions),
    }
    run = runs.publish(store, run_id, written(tables, facts))
    runs.ask(store, run_id)
    return run


def written(tables: Mapping[str, pa.Table], facts: dict[str, Any]) -> Callable[[Path], dict[str, Any]]:
    """For `runs.publish`: what writes these tables and a report into the run's folder."""

    def make(folder: Path) -> dict[str, Any]:
        for name, rows in tables.items():
            write_table(folder / f"{name}.parquet", rows)
        write_text(folder / runs.REPORT, "<html></html>")
        return facts

    return make


def month_later(store: Path, **more: Any) -> runs.Run:
    """The same people a month later."""
    return seal(store, "2026-04-30-v100-b2", as_at=AS_AT + timedelta(days=30), **more)


def week_later(store: Path, weeks: int = 1, **more: Any) -> runs.Run:
    """A run between months of the same people, so many weeks later."""
    as_at = AS_AT + timedelta(weeks=weeks)
    return seal(store, f"{as_at}-news-c{weeks}", as_at=as_at, method="news", **more)


def man(person_id: str, name: str, **more: Any) -> dict[str, Any]:
    """A row of `person`."""
    return {"person_id": person_id, "side": "suspect", "names": [name], "sex": "M", "mentions": 1, **more}


def became(before: str, after: str, kind: str) -> dict[str, Any]:
    """A row of `person_lineage`."""
    return {"from_id": before, "to_id": after, "kind": kind, "mentions": 1}
