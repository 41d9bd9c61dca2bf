"""However a laboratory's marks arrive, what is known of them on a day is what had been reported by then."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extracts import OFFENCE, RECEIVED, REPORT, rows_as_csv, take, write
from v100 import engine
from v100.store.known import known_tables
from v100.tables import MARK_KINDS

FEW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REPORTS = ("R1", "R2")
DAYS = tuple(date(2026, 2, day) for day in (1, 2, 20))

MARK = st.fixed_dictionaries(
    {
        "report_id": st.sampled_from(REPORTS),
        "kind": st.sampled_from(MARK_KINDS[:2]),
        "mark_id": st.sampled_from(("A7", "B1")),
        "matched_on": st.sampled_from([day.isoformat() for day in DAYS]),
    }
)
DELIVERY = st.lists(MARK, max_size=6, unique_by=lambda row: (row["report_id"], row["kind"], row["mark_id"]))
Known = dict[tuple[str, str, str], date]


def marks_known(store: Path, on: date) -> Known:
    rows = known_tables(engine.connect(), store, on)["forensic"].to_pyarrow().to_pylist()
    known = {(row["report_id"], row["kind"], row["mark_id"]): row["matched_on"] for row in rows}
    assert len(known) == len(rows)
    return known


def reported_by(deliveries: list[list[dict[str, str]]], on: date) -> Known:
    """The plain answer: of each mark the last day reported that is not later."""
    told: Known = {}
    for row in (row for rows in deliveries for row in rows):
        key, day = (row["report_id"], row["kind"], row["mark_id"]), date.fromisoformat(row["matched_on"])
        if day <= on:
            told[key] = max(day, told.get(key, day))
    return told


def take_all(folder: Path, name: str, deliveries: list[list[dict[str, str]]]) -> tuple[Path, list[Any]]:
    """The reports first, then each delivery on a day of its own."""
    store = folder / f"store {name}"
    reports = [{**REPORT, "report_id": each} for each in REPORTS]
    take(write(folder / f"{name}-reports", crime_report=reports, offence=[OFFENCE]), store)
    receipts = []
    for n, rows in enumerate(deliveries):
        heading = "report_id,kind,mark_id,matched_on\n"
        extract = write(folder / f"{name}-{n}", forensic=rows_as_csv(*rows) if rows else heading)
        receipts.append(take(extract, store, received_on=RECEIVED + timedelta(days=n)))
    return store, receipts


@FEW
@given(deliveries=st.lists(DELIVERY, min_size=1, max_size=2), data=st.data())
def test_what_is_known_is_what_was_reported_by_then_in_whatever_order_it_came(
    deliveries: list[list[dict[str, str]]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, receipts = take_all(folder, "as sent", deliveries)
        for receipt, rows in zip(receipts, deliveries, strict=True):
            assert [(each.read, each.accepted) for each in receipt.files] == [(len(rows), len(rows))]
        other, _ = take_all(folder, "otherwise", data.draw(st.permutations(deliveries)))
        for on in (DAYS[0] - timedelta(days=1), *DAYS):
            assert marks_known(store, on) == marks_known(other, on) == reported_by(deliveries, on)


@FEW
@given(rows=DELIVERY)
def test_once_more_changes_nothing(rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        _, receipts = take_all(Path(name), "twice", [rows, rows])
        assert receipts[-1].batch is None
