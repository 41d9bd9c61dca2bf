"""Of the store as little is read as holds what is sought, and all that is sought is found."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from v100.store.batches import FORMAT
from v100.store.files import write_batches
from v100.store.runs import Run
from v100.store.victims import numbers_of_men


@pytest.mark.parametrize("in_order", [True, False])
def test_numbers_are_found_in_whichever_piece_they_stand(tmp_path: Path, in_order: bool) -> None:
    """A mention whose key is unknown, and a file without the column, hold nothing."""
    mentions = [None, "M1", "M2", None, "M3", "M4", "M5", "M6", "M7"]
    kept(tmp_path, "first", mentions if in_order else mentions[::-1], email=True)
    kept(tmp_path, "second", ["M8", "M2"], email=False)
    run = Run("run", tmp_path, {"inputs": {"batches": ["first", "second"]}})
    assert numbers_of_men(tmp_path, run, ["M2", "M7", "M8", "nobody"]) == {
        *("first M2", "first M2 mail", "first M7", "first M7 mail"),
        *("second M8", "second M2"),
    }
    assert numbers_of_men(tmp_path, run, ["A", "M55", "Z"]) == set()


def test_a_file_says_of_no_column_but_its_keys_between_which_values_it_lies(tmp_path: Path) -> None:
    """What is remembered of a file names nobody."""
    rows = pa.table({"mention_id": ["M1", "M2"], "surname": ["Adams", "Young"]})
    write_batches(tmp_path / "victim.parquet", rows.schema, rows.to_batches(), found_by=["mention_id"])
    piece = pq.read_metadata(tmp_path / "victim.parquet").row_group(0)
    key, surname = (piece.column(place).statistics for place in range(2))
    assert (key.min, key.max, surname) == ("M1", "M2", None)
    assert pq.read_table(tmp_path / "victim.parquet").equals(rows)


def kept(store: Path, batch: str, mentions: list[str | None], *, email: bool) -> None:
    """The suspects of a batch, two in a piece."""
    folder = store / "intake" / batch
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"format": FORMAT}), encoding="utf-8")
    text = pa.string()
    columns = {
        "mention_id": pa.array(mentions, text),
        "phone": pa.array([f"{batch} {each}" for each in mentions], text),
    }
    if email:
        columns["email"] = pa.array([f"{batch} {each} mail" for each in mentions], text)
    rows = pa.table(columns)
    write_batches(folder / "suspect.parquet", rows.schema, rows.to_batches(), in_group=2)
