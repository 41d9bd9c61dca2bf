"""The engine writes nothing but where it is told to."""

import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from v100 import engine
from v100.errors import V100Error

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
        backend.raw_sql("SET memory_limit = '30MB'")
        backend.raw_sql(LARGE)
        assert [path for path in folder.rglob("*") if path.is_file()], "it did not all fit in memory"
    assert list(folder.iterdir()) == []
    assert list(elsewhere.iterdir()) == []


def test_what_a_killed_process_spilled_goes_when_the_next_opens(tmp_path: Path) -> None:
    """It may hold what the tables of police data hold."""
    text = f"""
import os, signal
from pathlib import Path
from v100 import engine
with engine.workroom(Path({str(tmp_path)!r})) as backend:
    backend.raw_sql("SET memory_limit = '30MB'")
    backend.raw_sql({LARGE!r})
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == -signal.SIGKILL
    assert [path for path in tmp_path.rglob("*") if path.stat().st_size > 1000], "the killed process had spilled"
    with engine.workroom(tmp_path):
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size > 1000]
    assert list(tmp_path.iterdir()) == []


def test_what_a_living_process_spills_stays_when_another_opens(tmp_path: Path) -> None:
    with engine.workroom(tmp_path) as backend:
        backend.raw_sql("SET memory_limit = '30MB'")
        backend.raw_sql(LARGE)
        with engine.workroom(tmp_path):
            pass
        assert backend.raw_sql("SELECT count(*) FROM large").fetchall() == [(2_000_000,)]
        assert backend.raw_sql("SELECT count(DISTINCT text) FROM large").fetchall() == [(2_000_000,)]


def test_a_folder_in_which_nothing_may_be_written_is_read_from_all_the_same(tmp_path: Path) -> None:
    with engine.workroom(tmp_path / "not-there") as backend:
        assert backend.raw_sql("SELECT 1").fetchall() == [(1,)]
    assert list(tmp_path.iterdir()) == []


def test_a_workroom_takes_no_more_memory_than_the_environment_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("V100_MEMORY", "512 MiB")
    with engine.workroom(tmp_path) as backend:
        assert backend.con.execute("SELECT current_setting('memory_limit')").fetchall() == [("512.0 MiB",)]


@pytest.mark.parametrize("said", ["", "much", "3", "-1 GB", "1 GB'; DROP TABLE x"])
def test_what_is_no_amount_of_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("V100_MEMORY", said)
    with pytest.raises(V100Error, match=r"V100_MEMORY.*such as 3 GiB"), engine.workroom(tmp_path):
        pass
