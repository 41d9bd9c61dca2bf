"""The small city's people are the same on Spark as on DuckDB, to the last byte of what a run seals."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from ibis import _

from small_force import FEBRUARY, MARCH
from v100.engine import Backend
from v100.identity import Model, in_words, resolve
from v100.store.known import dated_mentions
from v100.tables import MATCH, RUN

SEALED = {
    "person": ["person_id"],
    "person_mention": ["mention_id"],
    "person_lineage": ["from_id", "to_id"],
    "match": ["mention_a", "mention_b"],
    "unnamed": ["mention_id"],
}


@pytest.fixture(scope="module", params=["suspect", "victim"])
def both(
    request: pytest.FixtureRequest, small_city: Path, on_duckdb: Backend, on_spark: Backend
) -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    """What either engine finds in March of one side, after February and two decisions."""
    side: str = request.param
    before = resolved(on_duckdb, small_city, side, to=FEBRUARY)
    decisions = two_decisions(before)
    duckdb, spark = (
        resolved(backend, small_city, side, to=MARCH, previous=before["person_mention"], decisions=decisions)
        for backend in (on_duckdb, on_spark)
    )
    return duckdb, spark


@pytest.mark.parametrize("table", SEALED)
def test_the_tables_are_the_same(both: tuple[dict[str, pa.Table], dict[str, pa.Table]], table: str) -> None:
    duckdb, spark = (found[table] for found in both)
    assert spark.num_rows == duckdb.num_rows
    differing = [rows for rows in zip(duckdb.to_pylist(), spark.to_pylist(), strict=True) if rows[0] != rows[1]]
    assert differing == []
    assert spark.equals(duckdb), "types too"


def test_the_city_holds_what_may_go_wrong(both: tuple[dict[str, pa.Table], dict[str, pa.Table]]) -> None:
    """Else its being the same would prove little: parted groups, doubts, decisions obeyed, ids merged and split."""
    found = both[0]
    assert set(found["person"]["doubt"].to_pylist()) >= {"none", "weak bridge"}
    assert set(found["match"]["refused"].to_pylist()) >= {None, "contradiction"}
    assert set(found["person_lineage"]["kind"].to_pylist()) == {"kept", "merged", "split"}
    assert sum(decided is not None for decided in found["match"]["decided"].to_pylist()) == 2


def two_decisions(found: dict[str, pa.Table]) -> list[dict[str, Any]]:
    """Of the first person of several mentions, that two are not one; of the first two of one mention, that they are."""
    mentions: dict[str, list[str]] = {}
    for row in found["person_mention"].to_pylist():
        mentions.setdefault(row["person_id"], []).append(row["mention_id"])
    held = [mentions[person] for person in sorted(mentions)]
    several = next(group for group in held if len(group) > 1)
    one, other = [group for group in held if len(group) == 1][:2]
    return [
        {
            "kind": "identity",
            "entry_id": f"L{position}",
            "position": position,
            "subject": {"mentions": pair},
            "decision": decision,
            "by": "A. Analyst",
            "at": "2026-03-02T09:00:00+00:00",
        }
        for position, (decision, pair) in enumerate([("different", several[:2]), ("same", one + other)], start=1)
    ]


def resolved(
    backend: Backend,
    small_city: Path,
    side: str,
    *,
    to: Any,
    previous: pa.Table | None = None,
    decisions: list[dict[str, Any]] | tuple[()] = (),
) -> dict[str, pa.Table]:
    known = {
        name: backend.read_parquet(str(small_city / f"{name}.parquet"), table_name=f"known_{name}")
        for name in ("crime_report", "suspect", "victim")
    }
    people = resolve(
        backend,
        dated_mentions(known, side).filter(_.recorded_on <= to),
        side=side,
        model=Model.load(side),
        as_at=to,
        previous=None if previous is None else backend.create_table("previous", previous, overwrite=True),
        victims=known["victim"] if side == "suspect" else None,
        decisions=decisions,
    )
    tables = {name: getattr(people, name) for name in SEALED} | {"match": MATCH.shape(in_words(people.match))}
    found = {name: tables[name].order_by(keys) for name, keys in SEALED.items()}
    # Stated, as where a run is written: read from Spark a column of empty lists is of no type.
    schemas = {name: RUN[name].schema if name in RUN else table.schema() for name, table in found.items()}
    return {name: table.to_pyarrow().cast(schemas[name].to_pyarrow()) for name, table in found.items()}
