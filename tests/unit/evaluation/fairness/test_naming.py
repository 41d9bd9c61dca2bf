"""What an uneven naming would do to the list, on made-up men of whom it can be worked out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis.expr.types as ir
import pytest
from ibis.backends.duckdb import Backend

from v100.evaluation.fairness import naming as module
from v100.evaluation.fairness.naming import RATES, Renamed, naming

Table = Callable[..., ir.Table]
DAY = date(2026, 3, 1)


def made_up(table: Table, men: list[tuple[str, list[int]]]) -> tuple[ir.Table, ir.Table, ir.Table]:
    """Lines, ranking and groups of men, each a group and the days of his reports, in the order of rank."""
    lines = [(f"p{place:04}", f"r{place}-{report}", days)
             for place, (_, reports) in enumerate(men) for report, days in enumerate(reports)]  # fmt: skip
    ranked = [(f"p{place:04}", place + 1, sum(reports), 1, len(reports), DAY) for place, (_, reports) in enumerate(men)]
    return (
        table(lines, person_id="string", report_id="string", days="decimal(18, 4)"),
        table(
            ranked,
            person_id="string",
            rank="int64",
            harm_days="decimal(18, 4)",
            victims="int64",
            reports="int64",
            last_on="date",
        ),
        table([(f"p{place:04}", group) for place, (group, _) in enumerate(men)], person_id="string", group="string"),
    )


def told(backend: Backend, table: Table, men: list[tuple[str, list[int]]], size: int, *groups: str) -> Any:
    found = naming(backend, *made_up(table, men), names=list(groups), list_size=size)
    return {(each.group, each.rate): each for each in found}


EVEN = [("A" if place % 2 else "B", [1000 - place]) for place in range(400)]
"""400 men with one report each, every second one of A."""


def test_named_as_today_nobody_changes(backend: Backend, table: Table) -> None:
    found = told(backend, table, EVEN, 100, "A", "B")
    for group in ("A", "B"):
        today: Renamed = found[group, 1.0]
        assert (today.changed, today.changed_high, today.of_group) == (0, 0, 50)


def test_half_of_the_reports_of_half_of_the_men(backend: Backend, table: Table) -> None:
    """With half of A left out, B is two of three among the first: 67 of 100, and 33 of A; 17 or so come in for them.

    Twice for A is half of the others: the other way round.
    """
    found = told(backend, table, EVEN, 100, "A")
    assert found["A", 0.5].of_group == pytest.approx(100 / 3, abs=1.5)
    assert found["A", 2.0].of_group == pytest.approx(200 / 3, abs=1.5)
    out = 50 * 0.5
    assert found["A", 0.5].changed == pytest.approx(out, abs=1.5)
    assert found["A", 0.5].changed_low < found["A", 0.5].changed < found["A", 0.5].changed_high


def test_the_rarer_the_naming_the_fewer_of_the_group(backend: Backend, table: Table) -> None:
    found = told(backend, table, EVEN, 100, "A")
    shares = [found["A", rate].of_group for rate in RATES]
    assert shares == sorted(shares)


def test_a_man_with_two_reports_loses_them_one_by_one(backend: Backend, table: Table) -> None:
    """The one man of A stays first with either of his two reports: in three draws of four at half the rate."""
    found = told(backend, table, [("A", [900, 900]), *[("B", [100])] * 5], 1, "A")
    assert found["A", 0.5].of_group == pytest.approx(0.75, abs=0.1)
    assert 1 - found["A", 0.5].changed == found["A", 0.5].of_group


def test_the_same_draws_each_time(backend: Backend, table: Table) -> None:
    assert told(backend, table, EVEN, 20, "A") == told(backend, table, EVEN, 20, "A")


def test_men_far_below_are_looked_at_when_they_could_come_in(
    backend: Backend, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With half of all reports left out 80 men do not fill a list of 40 each time. What is looked at first is no
    matter."""
    men = [("A", [1000 - place]) for place in range(400)]
    everybody = told(backend, table, men, 40, "A")
    monkeypatch.setattr(module, "REACH", 2)
    assert told(backend, table, men, 40, "A") == everybody
    assert everybody["A", 0.5].of_group_low == 40
