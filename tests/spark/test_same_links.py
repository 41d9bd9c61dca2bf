"""The small city's links are the same on Spark as on DuckDB, to the last figure."""

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from ibis import _

from v100 import engine
from v100.engine import Backend
from v100.linkage import COMPARISONS, Model, find_links, matching_marks, pair_evidence, prepared, without_repeats
from v100.linkage.candidates import neighbours
from v100.linkage.series import NEARER
from v100.monthly import comparable
from v100.offences import offence_table
from v100.tables import LINK, MARK

KNOWN = ("crime_report", "offence", "suspect", "victim", "event", "forensic")


@pytest.fixture(scope="module")
def both(
    small_city: Path, on_duckdb: Backend, on_spark: Backend
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]:
    duckdb, spark = (linked(backend, small_city) for backend in (on_duckdb, on_spark))
    return duckdb, spark


@pytest.mark.parametrize("table", ["link", "mark", "pair"])
def test_the_tables_are_the_same(both: Any, table: str) -> None:
    duckdb, spark = (found[table] for found in both)
    assert len(duckdb) == len(spark)
    assert [rows for rows in zip(duckdb, spark, strict=True) if rows[0] != rows[1]] == []


def test_there_is_something_to_compare(both: Any) -> None:
    found = both[0]
    assert found["link"]
    assert found["mark"]
    assert len(found["pair"]) > 1000
    assert any(row["alibi"] for row in found["link"])


def linked(backend: Backend, small_city: Path) -> dict[str, list[dict[str, Any]]]:
    known = {
        name: backend.read_parquet(str(small_city / f"{name}.parquet"), table_name=f"links_{name}") for name in KNOWN
    }
    named = known["suspect"].filter(_.surname.notnull() & _.forename.notnull() & _.date_of_birth.notnull())
    mentions = named.select(
        "mention_id", "date_of_birth", person_id=_.forename + " " + _.surname, side=ibis.literal("suspect")
    )  # who is who is another test's
    people = {
        "person_mention": engine.keep(backend, "links_person_mention", mentions.drop("date_of_birth")),
        "person": engine.keep(
            backend,
            "links_person",
            mentions.group_by("person_id").agg(births=ibis.array([_.date_of_birth.min()])),
        ),
    }
    model = Model.load("link")
    offences = engine.keep(backend, "links_offences", offence_table())
    crimes, suspects = comparable(backend, known, people, offences)
    compared = prepared(backend, crimes, without_repeats(suspects, crimes), model)
    men = engine.keep(backend, "links_men", people["person"].select("person_id"))
    nobody = {"person_id": "string", "report_id": "string", "decided": "string"}
    decided = engine.keep(backend, "links_decided", pa.table({name: pa.array([], pa.string()) for name in nobody}))
    inside = {"begins": date(2025, 6, 1), "ends": date(2025, 9, 1)}
    spells = engine.keep(backend, "links_spells", men.mutate(**{name: ibis.literal(on) for name, on in inside.items()}))
    links = find_links(
        compared,
        men,
        spells,
        decided,
        model,
        lambda name, step: engine.keep(backend, name, step),
    )
    sexual = compared.features.filter(_.category == "sexual")
    pairs = pair_evidence(neighbours(sexual, nearer=NEARER), sexual, model, COMPARISONS)
    return {
        "link": _rows(LINK.shape(links).order_by("person_id", "report_id")),
        "mark": _rows(MARK.shape(matching_marks(known, suspects, men)).order_by(*MARK.key)),
        "pair": _rows(pairs.order_by("one", "other")),
    }


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows
