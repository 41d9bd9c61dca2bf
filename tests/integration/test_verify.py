"""`verify` finds any one changed byte, and whatever is missing or does not belong."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from v100 import policy
from v100.errors import V100Error
from v100.monthly import monthly_run
from v100.store import batches, verify
from v100.store.runs import open_run, runs

KEPT = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def files_of(store: Path) -> list[Path]:
    """All that the last run is or read: its own files, the batches, parts of the run before, the ledger."""
    last, before = runs(store)[-1], runs(store)[0]
    batch_files = [path for batch in batches.listed(store) for path in batch.folder.iterdir()]
    read_before = [
        before.folder / name for name in ("manifest.json", "seal", "person_mention.parquet", "ranking.parquet")
    ]
    return [*sorted(last.folder.iterdir()), *sorted(batch_files), *read_before, store / "ledger.jsonl"]


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


@pytest.mark.parametrize(
    ("harmed", "said"),
    [
        ("intake/2026-02-*/suspect.parquet", r"batch 2026-02-28-\w+: suspect has changed"),
        ("runs/2026-02-*/person_mention.parquet", "run 2026-02-.* before it: person_mention.parquet has changed"),
        ("runs/2026-02-*/seal", "run 2026-02-.* before it is missing or has changed"),
    ],
)
def test_nothing_is_computed_from_what_has_changed(store: Path, harmed: str, said: str) -> None:
    """A run vouches for what it read: it does not read what no longer is as it was written."""
    (path,) = store.glob(harmed)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)
    with pytest.raises(V100Error, match=said):
        monthly_run(store, as_at=date(2026, 3, 30), policy=policy.load("v100"))
    assert len(runs(store)) == 2


def test_a_run_is_not_doubted_for_what_came_later(store: Path) -> None:
    """Other files of the store are no business of the run."""
    last = runs(store)[-1]
    (store / "asked.log").write_text("", encoding="utf-8")
    with (store / "ledger.jsonl").open("a", encoding="utf-8") as file:
        file.write("what?\n")
    runs(store)[0].report.write_text("", encoding="utf-8")
    assert verify.differences(store, last) == []
    assert verify.differences(store, runs(store)[-1]) == []
