"""Tables in files: the same rows in the same order give the same bytes."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from v100.store.files import ROW_GROUP, write_batches, write_table

ROWS = 2 * ROW_GROUP + 10


@pytest.mark.parametrize("cut", [2048, 100_000, ROW_GROUP, ROWS])
def test_the_bytes_do_not_tell_how_the_rows_came(tmp_path: Path, cut: int) -> None:
    rows = pa.table({"n": range(ROWS), "words": [[f"w{n % 977}", "x"] for n in range(ROWS)]})
    whole, cut_up = tmp_path / "whole.parquet", tmp_path / "cut.parquet"
    write_table(whole, rows)
    assert write_batches(cut_up, rows.schema, rows.to_batches(max_chunksize=cut)) == ROWS
    assert cut_up.read_bytes() == whole.read_bytes()
    assert [pq.read_metadata(whole).row_group(n).num_rows for n in range(3)] == [ROW_GROUP, ROW_GROUP, 10]
    assert pq.read_table(whole).equals(rows)


def test_a_table_without_rows_is_a_table(tmp_path: Path) -> None:
    rows = pa.table({"n": pa.array([], pa.int64())})
    write_table(tmp_path / "empty.parquet", rows)
    assert pq.read_table(tmp_path / "empty.parquet").equals(rows)
