"""Marks beside the monthly run: they move nothing in it, and stores from before there were any are read as ever."""

from pathlib import Path

from extracts import MARK, before_marks, take, write
from small_force import APRIL, FEBRUARY, MARCH, take_delivery
from v100 import engine, policy
from v100.monthly import check, monthly_run
from v100.store import batches
from v100.store.known import known_tables
from v100.store.runs import runs
from v100.tables import RUN

METHOD = policy.load("v100")


def test_a_store_from_before_there_were_marks_is_read_run_proved_and_added_to(tmp_path: Path) -> None:
    """One batch is older than the table, one not; a run sealed before any mark came is proved after."""
    store = tmp_path / "store"
    take_delivery(store, tmp_path, 1, FEBRUARY)
    before_marks(batches.listed(store)[0])
    sealed = monthly_run(store, as_at=FEBRUARY, policy=METHOD).run
    assert known_tables(engine.connect(), store, FEBRUARY)["forensic"].count().to_pyarrow().as_py() == 0
    take_delivery(store, tmp_path, 2, MARCH)
    report = batches.read(store, "crime_report")["report_id"][0].as_py()
    mark = {**MARK, "report_id": report, "matched_on": "2026-04-02"}
    take(write(tmp_path / "marks", forensic=[mark]), store, received_on=APRIL)
    known = known_tables(engine.connect(), store, APRIL)["forensic"].to_pyarrow().to_pylist()
    assert [row["report_id"] for row in known] == [report]
    assert check(store, sealed, again=True) == []


def test_marks_change_not_one_byte_of_what_else_a_run_says(store: Path, tmp_path: Path) -> None:
    """A mark at every report, known before the run's date: another input, the same output."""
    before = runs(store)[-1]
    reports = sorted(set(batches.read(store, "crime_report")["report_id"].to_pylist()))
    take(write(tmp_path / "e", forensic=[{**MARK, "report_id": each} for each in reports]), store, received_on=MARCH)
    after = monthly_run(store, as_at=MARCH, policy=METHOD).run
    assert known_tables(engine.connect(), store, MARCH)["forensic"].count().to_pyarrow().as_py() == len(reports)
    assert before.run_id != after.run_id
    for name in set(RUN) - {"mark"}:
        assert (before.folder / f"{name}.parquet").read_bytes() == (after.folder / f"{name}.parquet").read_bytes(), name
