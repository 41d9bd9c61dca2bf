"""The runs of the past and what followed them: three months of a small force, worked by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from small_force import APRIL, FEBRUARY, MARCH, offence, report, suspect, take_delivery, victim
from v100 import policy
from v100.errors import V100Error
from v100.evaluation.known import known_to_run
from v100.evaluation.past import Later, past_runs, what_followed
from v100.monthly import monthly_run

METHOD = policy.load("v100")
RECORDED = {
    "A1": ("adam", "2025-06-10", "019/08"),
    "B1": ("ben", "2026-01-10", "008/06"),
    "A2": ("adam", "2026-03-05", "019/08"),
    "B2": ("ben", "2026-04-02", "019/08"),
    "D1": ("dev", "2026-04-30", "008/06"),
}
"""Who was named in each report, when it was recorded, what it was: rape or assault."""
BOY = ("carl", "2026-04-10", "019/08")
"""What Carl did before his eighteenth birthday does not count."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that was recorded so far, taken in at the end of each month, and the run of that day."""
    folder = tmp_path_factory.mktemp("past")
    for number, day in enumerate((FEBRUARY, MARCH, APRIL), start=1):
        recorded = {name: told for name, told in RECORDED.items() if told[1] <= day.isoformat()}
        take_delivery(folder / "store", folder, number, day, extract(recorded, day))
        monthly_run(folder / "store", as_at=day, policy=METHOD)
    return folder / "store"


def extract(recorded: dict[str, tuple[str, str, str]], day: date) -> dict[str, list[dict[str, str]]]:
    told = {**recorded, **({"C1": BOY} if day == APRIL else {})}
    dates = {name: {"occurred_from": f"{on} 10:00:00", "occurred_to": ""} for name, (_, on, _) in told.items()}
    dates |= (
        {"C1": {"occurred_from": "2005-01-01 10:00:00", "occurred_to": "2005-01-01 11:00:00"}} if "C1" in told else {}
    )
    return {
        "crime_report": [report(name, on, **dates[name]) for name, (_, on, _) in told.items()],
        "offence": [offence(name, code) for name, (_, _, code) in told.items()],
        "suspect": [suspect(man, name) for name, (man, _, _) in told.items()],
        "victim": [victim(name) for name in told],
    }


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
