"""Workings are taken up only by what made them, and only whole."""

from pathlib import Path

import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.store.workings import leave, take_up

MADE_BY = {"code": {"version": "1"}, "model": "abc"}


@pytest.fixture
def backend() -> Backend:
    return engine.connect()


def table(backend: Backend, values: list[int]) -> dict[str, object]:
    return {"numbers": backend.create_table("numbers", pa.table({"number": values}), overwrite=True)}


def taken(backend: Backend, folder: Path, made_by: dict[str, object] = MADE_BY) -> list[int] | None:
    tables = take_up(backend, folder, made_by)
    return None if tables is None else tables["numbers"].to_pyarrow()["number"].to_pylist()


def test_what_is_left_is_taken_up_until_the_next_is_left(backend: Backend, tmp_path: Path) -> None:
    folder = tmp_path / "suspect"
    leave(folder, table(backend, [1, 2]), MADE_BY)
    assert taken(backend, folder) == [1, 2]
    leave(folder, table(backend, [3]), MADE_BY)
    assert taken(backend, folder) == [3]


def test_nothing_is_taken_up_where_nothing_was_left(backend: Backend, tmp_path: Path) -> None:
    assert taken(backend, tmp_path / "suspect") is None


def test_what_other_code_or_another_model_made_is_left_alone(backend: Backend, tmp_path: Path) -> None:
    leave(tmp_path / "suspect", table(backend, [1]), MADE_BY)
    assert taken(backend, tmp_path / "suspect", {**MADE_BY, "model": "def"}) is None


@pytest.mark.parametrize("name", ["numbers.parquet", "about.json"])
def test_what_was_damaged_is_left_alone(backend: Backend, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "suspect"
    leave(folder, table(backend, [1]), MADE_BY)
    with (folder / name).open("ab") as file:
        file.write(b"}")
    assert taken(backend, folder) is None
