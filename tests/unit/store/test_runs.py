"""Sealed runs: whole or not at all, found by their id or its beginning, in the order asked for."""

import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from runs_made_up import written
from v100.errors import CheckFailed, V100Error
from v100.store import runs
from v100.store.files import whole_folder
from v100.tables import RANKING, SET_ASIDE

TABLES = {"ranking": RANKING.arrow([{"rank": 1, "person_id": "P1"}]), "set_aside": SET_ASIDE.arrow([])}


def publish(store: Path, run_id: str, as_at: str = "2026-03-31", policy: str = "v100") -> runs.Run:
    facts: dict[str, Any] = {"as_at": as_at, "policy": {"name": policy}, "inputs": {}}
    return runs.publish(store, run_id, written(TABLES, facts))


def test_a_run_is_read_back_as_published(tmp_path: Path) -> None:
    run = publish(tmp_path, "2026-03-31-v100-a1")
    assert (run.run_id, run.as_at, run.policy) == ("2026-03-31-v100-a1", date(2026, 3, 31), "v100")
    assert run.rows("ranking") == TABLES["ranking"].to_pylist()
    assert run.table("set_aside").schema.equals(TABLES["set_aside"].schema)
    assert run.report.read_text(encoding="utf-8") == "<html></html>"
    assert list(run.manifest["outputs"]) == ["ranking.parquet", "report.html", "set_aside.parquet"]


def test_a_column_that_came_later_is_unknown_in_an_earlier_run(tmp_path: Path) -> None:
    earlier = RANKING.arrow([{"rank": 1, "person_id": "P1"}]).drop_columns(["chance_in_top", "weakest_link"])
    run = runs.publish(tmp_path, "r", written({"ranking": earlier}, {"as_at": "2026-03-31", "inputs": {}}))
    assert run.rows("ranking") == [{**TABLES["ranking"].to_pylist()[0], "chance_in_top": None, "weakest_link": None}]


def test_the_same_run_is_sealed_once(tmp_path: Path) -> None:
    sealed = publish(tmp_path, "r")
    written = {path: path.stat().st_mtime_ns for path in sealed.folder.iterdir()}
    assert publish(tmp_path, "r").manifest == sealed.manifest
    assert {path: path.stat().st_mtime_ns for path in sealed.folder.iterdir()} == written


def test_several_who_publish_the_same_run_at_once_do_not_mix(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        published = list(pool.map(lambda _: publish(tmp_path, "r"), range(24)))
    assert all(run.manifest == published[0].manifest for run in published)
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["r"]


def test_a_folder_that_came_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "x"

    def write(text: str, meanwhile: Callable[[], None]) -> None:
        with whole_folder(folder) as aside:
            (aside / "file").write_text(text, encoding="utf-8")
            meanwhile()

    with pytest.raises(FileExistsError):
        write("mine", meanwhile=lambda: write("other", meanwhile=lambda: None))
    assert (folder / "file").read_text(encoding="utf-8") == "other"
    assert list(tmp_path.iterdir()) == [folder]


KILLED = """
import os, signal, sys
from pathlib import Path
from v100.store import files, runs
from v100.tables import RANKING, SET_ASIDE

left = int(sys.argv[2])
sync = files.sync

def dying(path):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    sync(path)

files.sync = dying
tables = {"ranking": RANKING.arrow([{"rank": 1}]), "set_aside": SET_ASIDE.arrow([])}


def make(folder):
    for name, rows in tables.items():
        files.write_table(folder / f"{name}.parquet", rows)
    files.write_text(folder / runs.REPORT, "<html></html>")
    return {"as_at": "2026-03-31", "policy": {"name": "v100"}, "inputs": {}}


runs.publish(Path(sys.argv[1]), "r", make)
"""


@pytest.mark.parametrize("write", [1, 3, 6], ids=["a table", "the report", "just before the rename"])
def test_a_killed_process_leaves_no_half_run(tmp_path: Path, write: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(write)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert runs.runs(tmp_path) == []
    with pytest.raises(V100Error, match="no run 'r'"):
        runs.open_run(tmp_path, "r")
    assert publish(tmp_path, "r").rows("ranking") == TABLES["ranking"].to_pylist()


def test_a_run_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    for run_id in ("2026-03-31-v100-a1", "2026-03-31-v100-a12", "2026-03-31-v100-b"):
        publish(tmp_path, run_id)
    assert runs.open_run(tmp_path, "2026-03-31-v100-b").run_id == "2026-03-31-v100-b"
    assert runs.open_run(tmp_path, "2026-03-31-v100-a1").run_id == "2026-03-31-v100-a1"
    with pytest.raises(V100Error, match="several runs begin with '2026-03'"):
        runs.open_run(tmp_path, "2026-03")
    with pytest.raises(V100Error, match="no run '2025'"):
        runs.open_run(tmp_path, "2025")


def test_without_an_id_the_one_asked_for_last_is_taken(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="holds no run yet"):
        runs.open_run(tmp_path)
    for run_id in ("a", "b"):
        publish(tmp_path, run_id)
    for run_id in ("b", "a"):
        runs.ask(tmp_path, run_id)
    assert runs.asked_for(tmp_path) == ["b", "a"]
    assert runs.open_run(tmp_path).run_id == "a"


def test_a_line_of_the_log_that_a_crash_cut_short_asks_for_nothing(tmp_path: Path) -> None:
    runs.ask(tmp_path, "2026-03-31-v100-a1")
    with (tmp_path / "asked.log").open("ab") as log:
        log.write(b"2026-03")
    assert runs.asked_for(tmp_path) == ["2026-03-31-v100-a1"]
    runs.ask(tmp_path, "2026-03-31-v100-b")
    assert runs.asked_for(tmp_path) == ["2026-03-31-v100-a1", "2026-03-31-v100-b"]


def test_the_run_before_is_that_of_the_nearest_month_asked_for_last(tmp_path: Path) -> None:
    for run_id, as_at, policy in (
        ("jan", "2026-01-31", "v100"),
        ("feb", "2026-02-28", "v100"),
        ("feb-again", "2026-02-28", "v100"),
        ("feb-all", "2026-02-28", "all-violence"),
        ("mar", "2026-03-31", "v100"),
    ):
        publish(tmp_path, run_id, as_at, policy)
    for run_id in ("jan", "feb-again", "feb", "feb-all", "jan"):
        runs.ask(tmp_path, run_id)

    def found(as_at: date, policy: str | None = None) -> str | None:
        run = runs.earlier(tmp_path, as_at, policy=policy)
        return run and run.run_id

    assert found(date(2026, 3, 31)) == "feb-all"
    assert found(date(2026, 3, 31), "v100") == "feb"
    assert found(date(2026, 2, 28)) == "jan"
    assert found(date(2026, 3, 31), "other") is None
    assert found(date(2026, 1, 31)) is None


def test_a_run_of_another_format_is_refused(tmp_path: Path) -> None:
    manifest = publish(tmp_path, "r").folder / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"format": 2', '"format": 9'), encoding="utf-8")
    with pytest.raises(V100Error, match="not a run of format 2"):
        runs.open_run(tmp_path, "r")


@pytest.mark.parametrize("harm", ["cut short", "gone"])
def test_a_table_that_cannot_be_read_is_said_so(tmp_path: Path, harm: str) -> None:
    run = publish(tmp_path, "r")
    path = run.folder / "ranking.parquet"
    path.write_bytes(path.read_bytes()[:50])
    if harm == "gone":
        path.unlink()
    with pytest.raises(CheckFailed, match=r"ranking\.parquet: .*v100 verify r"):
        run.table("ranking")


def test_a_refusal_is_kept_once(tmp_path: Path) -> None:
    folder = runs.refuse(tmp_path, "r", {"why": "too many unweighted lines"})
    assert runs.refuse(tmp_path, "r", {"why": "too many unweighted lines"}) == folder
    assert '"why": "too many unweighted lines"' in (folder / "why.json").read_text(encoding="utf-8")
    assert runs.runs(tmp_path) == []
