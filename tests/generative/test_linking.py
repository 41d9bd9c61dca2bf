"""Who is together in a person file, whatever the order of its rows; and a row said again changes nobody else."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

import person_files
from person_files import Row
from v100.identity.linking import ColumnMap, link

FEW = settings(
    max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
"""A linking costs seconds whatever its size, so examples are few and not shrunk."""


@pytest.fixture(scope="module")
def column_map(tmp_path_factory: pytest.TempPathFactory) -> ColumnMap:
    path = tmp_path_factory.mktemp("map") / "map.toml"
    path.write_text(person_files.MAP, encoding="utf-8")
    return ColumnMap.load(path)


@FEW
@given(seed=st.integers(0, 999))
def test_order_and_copies_change_nobody(
    backend: Backend, column_map: ColumnMap, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    rows, _ = person_files.people(150, seed)
    chance = random.Random(seed)

    def persons(given_rows: list[Row]) -> set[frozenset[str]]:
        path = person_files.write(folder / "file.csv", given_rows)
        return together(backend, [path], column_map)

    before = persons(rows)
    assert persons(chance.sample(rows, len(rows))) == before, "another order"

    said_again = {f"{place}{row['key']}": row["key"] for row in rows[::9] for place in ("A", "Z")}
    by_key = {row["key"]: row for row in rows}
    after = persons([*rows, *({**by_key[key], "key": copy} for copy, key in said_again.items())])
    assert {frozenset(said_again.get(key, key) for key in person) for person in after} == before, "the same said again"


def test_of_two_files_the_order_does_not_matter(backend: Backend, column_map: ColumnMap, tmp_path: Path) -> None:
    rows, _ = person_files.people(150, 5)
    one = person_files.write(tmp_path / "one.csv", rows[::2])
    other = person_files.write(tmp_path / "other.csv", rows[1::2])
    assert together(backend, [one, other], column_map) == together(backend, [other, one], column_map)


def together(backend: Backend, paths: list[Path], column_map: ColumnMap) -> set[frozenset[str]]:
    held: dict[str, set[str]] = {}
    linked = link(backend, paths, column_map, today=date(2026, 3, 31))
    for row in linked.clusters.to_pyarrow().to_pylist():
        held.setdefault(row["cluster_id"], set()).add(row["id"])
    return {frozenset(keys) for keys in held.values()}
