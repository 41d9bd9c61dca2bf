"""Before and after the launch, by hand and drawn."""

from datetime import date

import numpy as np
import pytest

from studies_made_up import months, standing
from v100.errors import V100Error
from v100.evaluation.effect.launch import before_and_after

RUNS = 8
DAYS = months(RUNS)
LAUNCHED = DAYS[4]


def test_the_ratio_is_of_what_changed_for_the_listed_to_what_changed_beside_them() -> None:
    """Before, one in ten of both; since, one in five beside the list and three in five on it: 6 times against twice."""
    rows = standing(runs=RUNS)
    since, one_in = rows.as_at >= LAUNCHED, rows["rank"] % 10
    often = np.where(since & rows.listed, 6, np.where(since, 2, 1))
    found, told = before_and_after(rows.assign(arrested_month=(one_in < often).astype(float)), LAUNCHED)
    assert found.found is not None
    assert found.found.value == pytest.approx(3)
    assert [month.months for month in told] == [-4, -3, -2, -1, 0, 1, 2, 3]
    assert [month.listed for month in told] == pytest.approx([0.1] * 4 + [0.6] * 4)
    assert [month.beside for month in told] == pytest.approx([0.1] * 4 + [0.2] * 4)
    assert [month.moved and month.moved.value for month in told] == [
        *(pytest.approx(0, abs=1e-9),) * 3,
        None,
        *(pytest.approx(0.4),) * 4,
    ]
    assert found.checks[0].passed


def test_nothing_is_found_where_nothing_changed() -> None:
    rows = standing(runs=RUNS)
    drawn = (np.random.default_rng(7).random(len(rows)) < 0.1).astype(float)
    found, _ = before_and_after(rows.assign(arrested_month=drawn), LAUNCHED)
    assert found.found is not None
    assert found.found.holds(1)


def test_the_check_sees_two_that_went_apart_before() -> None:
    rows = standing(runs=RUNS)
    month = rows.as_at.map({day: place for place, day in enumerate(DAYS)})
    often = np.where(rows.listed, 1 + month, 1)
    found, _ = before_and_after(rows.assign(arrested_month=(rows["rank"] % 10 < often).astype(float)), LAUNCHED)
    assert found.checks[0].passed is False


@pytest.mark.parametrize("launched", [DAYS[0], date(2030, 1, 1)])
def test_a_launch_has_runs_on_both_sides(launched: date) -> None:
    with pytest.raises(V100Error, match="a launch is measured between runs before and after it"):
        before_and_after(standing(runs=RUNS), launched)


def test_without_arrests_nothing_is_said() -> None:
    found, _ = before_and_after(standing(runs=RUNS), LAUNCHED)
    assert found.found is None
    assert "Fewer than 5 arrests" in found.why_not
