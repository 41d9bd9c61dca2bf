"""Disks that are full or closed: one clear line, status 2, nothing left half done."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from extracts import write
from small_force import APRIL, delivery
from v100.store import batches, ledger
from v100.store.runs import runs
from v100.store.verify import differences

V100 = str(Path(sys.executable).parent / "v100")


def asked(*words: str, room: int | None = None) -> tuple[int, str]:
    """Status and standard error of a command that can write no file larger than `room`, as on a disk that is full."""

    def limit() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run([V100, *words], preexec_fn=limit, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def one_line(status: int, complaint: str) -> None:
    assert status == 2, complaint
    assert complaint.startswith("v100: ")
    assert "ask again" in complaint
    assert complaint.count("\n") == 1, complaint


@pytest.mark.parametrize("room", [0, 6_000])
def test_an_intake_without_room_leaves_no_batch(store: Path, tmp_path: Path, room: int) -> None:
    before = [batch.batch for batch in batches.listed(store)]
    words = (
        "intake",
        str(write(tmp_path / "april", **delivery(3))),
        "--store",
        str(store),
        "--received-on",
        str(APRIL),
    )
    one_line(*asked(*words, room=room))
    assert [batch.batch for batch in batches.listed(store)] == before
    assert asked(*words) == (0, "")
    assert len(batches.listed(store)) == len(before) + 1


def test_what_is_written_is_closed_to_other_accounts(tmp_path: Path) -> None:
    extract, store = write(tmp_path / "april", **delivery(3)), tmp_path / "store"
    assert asked("intake", str(extract), "--store", str(store), "--received-on", str(APRIL)) == (0, "")
    assert asked("rejects", "--store", str(store), "--out", str(tmp_path / "r" / "rejects.csv")) == (0, "")
    written = [store, *store.rglob("*"), *(tmp_path / "r").rglob("*")]
    assert len(written) > 10
    assert [path for path in written if path.stat().st_mode & 0o007] == []


@pytest.mark.parametrize("room", [0, 60_000])
def test_a_run_without_room_leaves_no_run(store: Path, room: int) -> None:
    before = runs(store)
    one_line(*asked("run", "--store", str(store), "--as-at", "2026-03-30", room=room))
    assert runs(store) == before
    assert [fault for run in runs(store) for fault in differences(store, run)] == []


def test_a_decision_without_room_is_not_written(store: Path) -> None:
    before = ledger.entries(store)
    words = (
        "ledger",
        "add",
        "--kind",
        "identity",
        "--decision",
        "same",
        "--mention",
        "S1",
        "--mention",
        "S2",
        "--by",
        "a",
        "--why",
        "b",
    )
    room = (store / ledger.FILE).stat().st_size + 20
    one_line(*asked(*words, "--store", str(store), room=room))
    assert ledger.entries(store) == before
    assert asked(*words, "--store", str(store)) == (0, "")
    assert len(ledger.entries(store)) == len(before) + 1


def test_a_store_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = str(tmp_path / "file" / "store")
    one_line(
        *asked("intake", str(write(tmp_path / "extract", **delivery(1))), "--store", store, "--received-on", str(APRIL))
    )
