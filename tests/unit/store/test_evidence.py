"""Evidence in a store proves itself: any changed byte, whatever is missing, and whatever is another's is told."""

import json
import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_made_up import seal_all
from v100.store.evidence import altered_evidence, sealed_evidence

KEPT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    seal_all(tmp_path)
    assert altered_evidence(tmp_path) == []
    return tmp_path


def folder_of(store: Path, about: str) -> Path:
    return store / "evidence" / next(each for each in sealed_evidence(store) if about in each)


def sealed_anew(folder: Path, content: bytes) -> None:
    (folder / "evidence.json").write_bytes(content)
    (folder / "seal").write_text(sha256(content).hexdigest() + "\n", encoding="utf-8")


@KEPT
@given(data=st.data())
def test_any_one_changed_byte_is_told(store: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted((store / "evidence").glob("*/*"))), label="file")
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1), label="byte")
    flipped = whole[place] ^ data.draw(st.integers(1, 255), label="by")
    path.write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
    try:
        assert altered_evidence(store) == [f"evidence {path.parent.name}: it has changed since it was sealed"]
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("name", ["evidence.json", "seal"])
@pytest.mark.parametrize("seed", range(2))
def test_a_missing_file_is_told(store: Path, name: str, seed: int) -> None:
    folder = random.Random(seed).choice(sorted((store / "evidence").iterdir()))
    (folder / name).unlink()
    assert altered_evidence(store) == [f"evidence {folder.name}: {name} is missing"]


def test_an_id_that_is_not_what_its_contents_say_is_told(store: Path) -> None:
    folder = folder_of(store, "policies")
    sealed_anew(folder, (folder / "evidence.json").read_bytes().replace(b"31%", b"99%"))
    assert altered_evidence(store) == [f"evidence {folder.name}: what is sealed there is not the evidence of that id"]


def test_the_evidence_of_another_in_its_place_is_told(store: Path) -> None:
    ours, other = folder_of(store, "policies"), folder_of(store, "effect")
    shutil.rmtree(ours)
    shutil.copytree(other, ours)
    assert altered_evidence(store) == [f"evidence {ours.name}: what is sealed there is not the evidence of that id"]


def test_what_another_format_hides_is_told(store: Path) -> None:
    folder = folder_of(store, "policies")
    document = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
    sealed_anew(folder, json.dumps({**document, "format": 7}).encode())
    (said,) = altered_evidence(store)
    assert said.startswith(f"evidence {folder.name}: it is not evidence of format 1")


def test_what_does_not_belong_is_told(store: Path) -> None:
    folder = folder_of(store, "effect")
    (folder / "notes.txt").write_text("hello", encoding="utf-8")
    (store / "evidence" / "readme.txt").write_text("hello", encoding="utf-8")
    assert altered_evidence(store) == [
        f"evidence {folder.name}: notes.txt does not belong to it",
        "evidence readme.txt: it is no folder of evidence",
    ]


def test_a_store_without_evidence_has_nothing_to_tell(tmp_path: Path) -> None:
    assert altered_evidence(tmp_path) == []


def test_what_a_killed_process_left_is_no_evidence(store: Path) -> None:
    (store / "evidence" / ".aside-2026-03-31-effect-1").mkdir()
    assert altered_evidence(store) == []
