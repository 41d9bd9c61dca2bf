"""How alike lists are, worked by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from v100 import engine
from v100.engine import Backend
from v100.evaluation.policies.alike import alone, shared, turnover

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
LISTED = [
    ("ours", MAY, "A"),
    ("ours", MAY, "C"),
    ("ours", JUNE, "A"),
    ("ours", JUNE, "D"),
    ("other", MAY, "B"),
    ("other", MAY, "A"),
    ("other", JUNE, "B"),
    ("other", JUNE, "A"),
]


def rows(table: ir.Table, *order: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.order_by(*order).to_pyarrow().to_pylist()
    return found


@pytest.fixture
def listed(backend: Backend) -> ir.Table:
    table = pa.Table.from_pylist([dict(zip(("rule", "as_at", "person_id"), row, strict=True)) for row in LISTED])
    return engine.keep(backend, "listed", table)


def test_who_came_new(backend: Backend, listed: ir.Table) -> None:
    months = engine.keep(backend, "months", pa.table({"as_at": [JUNE], "before": [MAY]}))
    assert {row["rule"]: row["came"] for row in rows(turnover(listed, months), "rule")} == {"ours": 0.5, "other": 0}


def test_whom_two_rules_list_at_once(listed: ir.Table) -> None:
    found = {(row["rule"], row["other"]): row["men"] for row in rows(shared(listed), "rule")}
    assert found == {("ours", "ours"): 2, ("other", "other"): 2, ("ours", "other"): 1, ("other", "ours"): 1}


def test_what_followed_of_men_whom_one_rule_alone_lists(backend: Backend, listed: ir.Table) -> None:
    """Only May's thirty days have passed: alone are C (200) and B (300), A (500) is on both lists."""
    names = ("as_at", "horizon", "person_id", "harm")
    told = [(MAY, 30, "A", Decimal(500)), (MAY, 30, "B", Decimal(300)), (MAY, 30, "C", Decimal(200))]
    harm = engine.keep(backend, "harm", pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in told]))
    found = {row["rule"]: row for row in rows(alone(listed, harm, 30), "rule")}
    assert (found["ours"]["alone"], found["ours"]["harm_alone"], found["ours"]["harm_others"]) == (1, 200, 500)
    assert (found["other"]["alone"], found["other"]["harm_alone"], found["other"]["harm_others"]) == (1, 300, 500)
