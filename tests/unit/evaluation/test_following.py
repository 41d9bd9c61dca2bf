"""What followed a list, worked by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from v100 import engine
from v100.engine import Backend
from v100.evaluation.following import caught, followed, spans_of
from v100.evaluation.past import Later

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
LATER = [
    # person, report, line, days, recorded on, woman
    ("A", "R0", 1, 500, date(2026, 5, 1), "x"),  # on the day of the list: no longer what follows
    ("A", "R1", 1, 400, date(2026, 5, 2), "x"),
    ("A", "R2", 1, 100, date(2026, 5, 11), "y"),  # the tenth day after
    ("B", "R3", 1, 300, date(2026, 5, 5), "x"),
    ("C", "R4", 1, 200, date(2026, 5, 12), "z"),
    ("B", "R5", 1, 700, date(2026, 6, 5), "z"),
]
STANDING = [("ours", MAY, "A", 1), ("ours", MAY, "C", 2), ("other", MAY, "B", 1), ("other", MAY, "A", 2)]


@pytest.fixture
def after(backend: Backend) -> tuple[ir.Table, ir.Table]:
    names = ("person_id", "report_id", "line", "days", "recorded_on", "who")
    rows = [dict(zip(names, row, strict=True)) | {"days": Decimal(row[3])} for row in LATER]
    lines = engine.keep(backend, "lines", pa.Table.from_pylist(rows))
    spans = spans_of([MAY, JUNE], horizons=(10, 30), known_to=date(2026, 6, 12))
    harm, women = followed(Later(lines=lines, women=lines.mutate(mention_id="who"), events=lines), spans)
    return engine.keep(backend, "harm", harm), engine.keep(backend, "women", women)


def rows(table: ir.Table, *order: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.order_by(*order).to_pyarrow().to_pylist()
    return found


def test_a_horizon_counts_once_it_has_passed_whole() -> None:
    found = rows(spans_of([MAY, JUNE], horizons=(10, 30), known_to=date(2026, 6, 12)), "as_at", "horizon")
    assert [(row["as_at"], row["horizon"], row["until"]) for row in found] == [
        (MAY, 10, date(2026, 5, 11)),
        (MAY, 30, date(2026, 5, 31)),
        (JUNE, 10, date(2026, 6, 11)),
    ]


def test_what_followed_begins_the_day_after_and_ends_with_the_last_day(after: tuple[ir.Table, ir.Table]) -> None:
    harm = {(row["as_at"], row["horizon"], row["person_id"]): row for row in rows(after[0], "person_id")}
    assert {key: (row["harm"], row["serious"]) for key, row in harm.items()} == {
        (MAY, 10, "A"): (500, 1),
        (MAY, 10, "B"): (300, 0),
        (MAY, 30, "A"): (500, 1),
        (MAY, 30, "B"): (300, 0),
        (MAY, 30, "C"): (200, 0),
        (JUNE, 10, "B"): (700, 1),
    }


def test_what_fell_to_the_first_so_many(backend: Backend, after: tuple[ir.Table, ir.Table]) -> None:
    """In thirty days 1,000 harm days followed, one serious offence, three women; x was hurt by A and by B."""
    table = pa.Table.from_pylist(
        [dict(zip(("rule", "as_at", "person_id", "rank"), row, strict=True)) for row in STANDING]
    )
    found = caught(engine.keep(backend, "standing", table), *after, lengths=(1, 2))
    told = {(row["rule"], row["horizon"], row["length"]): row for row in rows(found, "rule")}
    assert {key: (row["harm"], row["serious"], row["women"]) for key, row in told.items()} == {
        ("ours", 10, 1): (500, 1, 2),
        ("ours", 10, 2): (500, 1, 2),
        ("ours", 30, 1): (500, 1, 2),
        ("ours", 30, 2): (700, 1, 3),
        ("other", 10, 1): (300, 0, 1),
        ("other", 10, 2): (800, 1, 2),
        ("other", 30, 1): (300, 0, 1),
        ("other", 30, 2): (800, 1, 2),
    }
    assert {(row["all_harm"], row["all_serious"], row["all_women"]) for row in told.values()} == {
        (800, 1, 2),
        (1000, 1, 3),
    }


def test_a_month_in_which_no_woman_is_told_keeps_its_harm(backend: Backend, after: tuple[ir.Table, ir.Table]) -> None:
    table = pa.Table.from_pylist([{"rule": "ours", "as_at": MAY, "person_id": "A", "rank": 1}])
    nobody = after[1].filter(after[1].who == "nobody")
    found = rows(caught(engine.keep(backend, "standing", table), after[0], nobody, lengths=(1,)), "horizon")
    assert [(row["harm"], row["women"], row["all_women"]) for row in found] == [(500, 0, 0), (500, 0, 0)]
