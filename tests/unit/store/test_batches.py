"""A batch is written whole or not at all, read back as written, and proves itself."""

from datetime import date
from pathlib import Path

import pytest

from extracts import before_marks
from v100.errors import V100Error
from v100.store import batches
from v100.tables import REJECT, STORED

FACTS = {"profile": {"name": "canonical", "crime_unit": "line"}}
OFFENCE = STORED["offence"].arrow([{"report_id": "R1", "line": 1, "ho_code": "019/08", "version": "000-a"}])


def _write(store: Path, name: str) -> batches.Batch:
    with batches.only_writer(store):
        return batches.write(store, name, {"offence": OFFENCE.to_reader}, FACTS)


def test_a_batch_holds_all_tables_empty_ones_too(tmp_path: Path) -> None:
    batch = _write(tmp_path, "b1")
    assert sorted(path.stem for path in batch.folder.glob("*.parquet")) == sorted([*STORED, "reject"])
    assert batch.read("offence").to_pylist() == OFFENCE.to_pylist()
    for name, table in {**STORED, "reject": REJECT}.items():
        assert batch.read(name).schema.equals(table.schema.to_pyarrow())
    assert batches.damaged(batch) == []


def test_batches_are_listed_in_the_order_received_whatever_their_names(tmp_path: Path) -> None:
    for name in ("z", "a", "m"):
        _write(tmp_path, name)
    assert [batch.batch for batch in batches.listed(tmp_path)] == ["z", "a", "m"]
    assert batches.read(tmp_path, "offence").num_rows == 3
    assert [path.parent.name for path in batches.paths(tmp_path, "event")] == ["z", "a", "m"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = _write(tmp_path / "one", "b"), _write(tmp_path / "two", "b")
    for path in one.folder.iterdir():
        assert path.read_bytes() == (two.folder / path.name).read_bytes()


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    batch = _write(tmp_path, "b")
    content = bytearray(batch.path("offence").read_bytes())
    content[len(content) // 2] ^= 1
    batch.path("offence").write_bytes(bytes(content))
    batch.path("event").unlink()
    assert batches.damaged(batch) == ["offence", "event"]


def test_what_a_crash_left_aside_is_no_batch(tmp_path: Path) -> None:
    half = tmp_path / "intake" / ".aside-b"
    half.mkdir(parents=True)
    (half / "manifest.json").write_text("{}", encoding="utf-8")
    assert batches.listed(tmp_path) == []
    assert _write(tmp_path, "b").manifest["position"] == 1


def test_an_id_follows_from_inputs_and_history(tmp_path: Path) -> None:
    day = date(2026, 4, 1)
    first = batches.identify(tmp_path, day, ["x", "y"])
    assert first.startswith("2026-04-01-")
    assert first == batches.identify(tmp_path, day, ["y", "x"])
    assert first != batches.identify(tmp_path, day, ["x", "z"])
    _write(tmp_path, first)
    assert first != batches.identify(tmp_path, day, ["x", "y"])


def test_a_manifest_of_another_format_is_refused(tmp_path: Path) -> None:
    batch = _write(tmp_path, "b")
    manifest = batch.folder / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"format": 1', '"format": 9'), encoding="utf-8")
    with pytest.raises(V100Error, match="not a batch of format 1"):
        batches.listed(tmp_path)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(V100Error, match="cannot be read"):
        batches.listed(tmp_path)


def test_a_batch_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="no batch 'x'"):
        batches.find(tmp_path, "x")
    assert batches.read(tmp_path, "suspect").num_rows == 0


def test_a_batch_older_than_a_table_reads_as_having_no_row_of_it(tmp_path: Path) -> None:
    """What its manifest does not speak of was never written; what it does speak of must be there."""
    older, newer = before_marks(_write(tmp_path, "b1")), _write(tmp_path, "b2")
    assert older.read("forensic").schema.equals(STORED["forensic"].schema.to_pyarrow())
    assert batches.damaged(older) == []
    assert [path.parent.name for path in batches.paths(tmp_path, "forensic")] == ["b2"]
    assert batches.read(tmp_path, "forensic").num_rows == 0
    newer.path("forensic").unlink()
    assert batches.damaged(newer) == ["forensic"]
    with pytest.raises(FileNotFoundError):
        newer.read("forensic")
