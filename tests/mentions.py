"""Made-up mentions for tests of identity."""

from datetime import date
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from v100.identity import Model, People, resolve
from v100.tables import SUSPECT

AS_AT = date(2026, 3, 31)
CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def pnc(year: int, serial: int) -> str:
    """A PNC id with its right check letter."""
    return f"20{year:02d}/{serial:07d}{CHECK_LETTERS[int(f'{year:02d}{serial:07d}') % 23]}"


def mention(mention_id: str, forename: str | None, surname: str | None, **known: Any) -> dict[str, Any]:
    """One suspect mention, each in a report of its own unless said."""
    return {
        "mention_id": mention_id,
        "report_id": f"R-{mention_id}",
        "forename": forename,
        "surname": surname,
        "recorded_on": date(2026, 1, 1),
        **known,
    }


def table(backend: Backend, name: str, rows: list[dict[str, Any]]) -> ir.Table:
    """Mentions as a table: tables.SUSPECT with `recorded_on`."""
    recorded_on = pa.array([row["recorded_on"] for row in rows], pa.date32())
    return backend.create_table(name, SUSPECT.arrow(rows).append_column("recorded_on", recorded_on), overwrite=True)


def people_of(backend: Backend, rows: list[dict[str, Any]], **given: Any) -> People:
    """The people among suspect mentions, by the shipped model."""
    return resolve(
        backend,
        table(backend, "mentions", rows),
        side="suspect",
        model=Model.load("suspect"),
        **{"as_at": AS_AT, "previous": None, "victims": None, **given},
    )


def together(people: People) -> set[frozenset[str]]:
    """The sets of mentions that are one person."""
    held: dict[str, set[str]] = {}
    for row in people.person_mention.to_pyarrow().to_pylist():
        held.setdefault(row["person_id"], set()).add(row["mention_id"])
    return {frozenset(mentions) for mentions in held.values()}
