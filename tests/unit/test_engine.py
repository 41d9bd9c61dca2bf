"""The engine writes nothing but where it is told to."""

from pathlib import Path

import duckdb
import pytest

from v100 import engine

LARGE = "CREATE TABLE large AS SELECT range AS number, hash(range)::VARCHAR AS text FROM range(2000000)"


def test_without_a_folder_nothing_is_spilled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    backend = engine.connect()
    backend.raw_sql("SET memory_limit = '30MB'")
    with pytest.raises(duckdb.OutOfMemoryException):
        backend.raw_sql(LARGE)
    assert list(tmp_path.iterdir()) == []


def test_a_workroom_spills_into_its_folder_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "folder"
    elsewhere.mkdir()
    folder.mkdir()
    monkeypatch.chdir(elsewhere)
    with engine.workroom(folder) as backend:
        assert list(folder.iterdir()) == [], "nothing is made before it is needed"
        backend.raw_sql("SET memory_limit = '30MB'")
        backend.raw_sql(LARGE)
        assert [path for path in folder.rglob("*") if path.is_file()], "it did not all fit in memory"
    assert list(folder.iterdir()) == []
    assert list(elsewhere.iterdir()) == []
