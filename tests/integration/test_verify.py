"""`verify` finds any one changed byte, and whatever is missing or does not belong."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from v100.store import verify
from v100.store.runs import open_run, runs

KEPT = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def files_of(store: Path) -> list[Path]:
    """Everything that the last run is, or read: its own files, the batches, the manifest of the run before."""
    last, before = runs(store)[-1], runs(store)[0]
    batch_files = [path for path in (store / "intake").rglob("*") if path.is_file() and path.name != ".lock"]
    return [*sorted(last.folder.iterdir()), *sorted(batch_files), before.folder / "manifest.json"]


@KEPT
@given(data=st.data())
def test_any_one_changed_byte_is_found(store: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files_of(store)), label="file")
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1), label="byte")
    flipped = whole[place] ^ data.draw(st.integers(1, 255), label="by")
    assert verify.differences(store, runs(store)[-1]) == []
    run = runs(store)[-1]
    path.write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
    try:
        assert verify.differences(store, run) != []
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("seed", range(12))
def test_a_missing_file_is_found(store: Path, seed: int) -> None:
    run = open_run(store)
    assert verify.differences(store, run) == []
    random.Random(seed).choice(files_of(store)).unlink()
    assert verify.differences(store, run) != []


def test_a_stranger_in_the_folder_is_found(store: Path) -> None:
    run = open_run(store)
    (run.folder / "notes.txt").write_text("hello", encoding="utf-8")
    assert verify.differences(store, run) == ["notes.txt does not belong to the run"]


def test_a_run_is_not_doubted_for_what_came_later(store: Path) -> None:
    """Other files of the store are no business of the run."""
    (store / "asked.log").write_text("", encoding="utf-8")
    assert verify.differences(store, runs(store)[-1]) == []
