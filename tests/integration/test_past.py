"""The runs of the past and what followed them: three months of a small force, worked by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from past_made_up import make_past
from small_force import APRIL, FEBRUARY, MARCH
from v100.errors import V100Error
from v100.evaluation.known import known_to_run
from v100.evaluation.past import Later, past_runs, what_followed


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_past(tmp_path_factory.mktemp("past"), (FEBRUARY, MARCH, APRIL))


@pytest.fixture(scope="module")
def later(store: Path) -> Iterator[Later]:
    past = past_runs(store)
    with known_to_run(store, past[-1]) as (backend, known):
        yield what_followed(backend, store, known, past)


def test_the_past_is_a_run_for_each_day_oldest_first(store: Path) -> None:
    assert [run.as_at for run in past_runs(store)] == [FEBRUARY, MARCH, APRIL]
    assert [run.as_at for run in past_runs(store, since=MARCH)] == [MARCH, APRIL]


def test_one_run_has_no_past(store: Path) -> None:
    with pytest.raises(V100Error, match="holds 1 days with a run of policy 'v100' and the past needs two"):
        past_runs(store, until=FEBRUARY)


def test_what_followed_is_what_counts_and_was_recorded_after_the_first_run(later: Later) -> None:
    found = {row["report_id"]: row for row in rows(later.lines)}
    assert {name: (row["days"], row["recorded_on"].isoformat()) for name, row in found.items()} == {
        "A2": (1825, "2026-03-05"),
        "B2": (1825, "2026-04-02"),
        "D1": (10, "2026-04-30"),
    }
    assert found["A2"]["began_on"] == date(2026, 3, 5)
    assert len({row["person_id"] for row in found.values()}) == 3


def test_the_one_woman_of_these_reports_is_one_by_reference(later: Later) -> None:
    women = rows(later.women)
    assert len({row["who"] for row in women if row["report_id"] in ("A2", "B2", "D1")}) == 1


def rows(table: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found
