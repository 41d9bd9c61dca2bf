"""Pairs by hand, and how their times end."""

import numpy as np
import pandas as pd
import pytest

from studies_made_up import happens, standing
from v100.evaluation.effect.matched import Matched, matched, ratio
from v100.evaluation.effect.times import ARREST, OTHER, cumulative, ended, times

HARM = {"same": 1000.0, "near": 900.0, "far": 10.0}


def men(*told: tuple[str, int, bool, float]) -> pd.DataFrame:
    """(person, run, listed, harm days), alike in all else."""
    rows = pd.DataFrame(told, columns=["person_id", "run", "listed", "harm_days"])
    return rows.assign(reports=1.0, quiet_days=10.0)


def pairs_of(found: Matched) -> set[tuple[str, ...]]:
    return {tuple(pair.sort_values("listed", ascending=False).person_id) for _, pair in found.rows.groupby("pair")}


def test_each_newly_listed_man_is_beside_the_nearest_of_his_run_who_is_left() -> None:
    rows = men(
        ("listed 1", 0, True, 1000),
        ("listed 2", 0, True, 990),
        ("near", 0, False, 980),
        ("farther", 0, False, 900),
        ("far", 0, False, 10),
        ("other run", 1, False, 1000),
    )
    assert pairs_of(matched(rows, first_is_new=True)) == {("listed 1", "near"), ("listed 2", "farther")}


def test_nobody_stands_twice_and_nobody_who_was_listed_is_beside_anyone() -> None:
    rows = men(
        ("was listed", 0, True, 1000),
        ("beside", 0, False, 1000),
        ("beside", 1, True, 1000),
        ("was listed", 1, False, 1000),
        ("far", 1, False, 1),
    )
    found = matched(rows, first_is_new=True)
    assert pairs_of(found) == {("was listed", "beside")}


def test_who_is_listed_in_the_first_run_is_not_new_unless_the_list_begins_there() -> None:
    rows = men(("first", 0, True, 1000), ("beside", 0, False, 1000), ("far", 0, False, 1))
    assert matched(rows, first_is_new=False).newly == 0
    assert matched(rows, first_is_new=True).pairs == 1


def test_who_has_nobody_like_him_is_left_out() -> None:
    rows = men(("listed", 0, True, 100_000), ("beside", 0, False, 1000), ("far", 0, False, 900))
    found = matched(rows, first_is_new=True)
    assert (found.newly, found.pairs) == (1, 0)


def paired(arrested: list[int], beside: list[int]) -> Matched:
    """Pairs of men: who of the listed and of those beside them was arrested."""
    size = len(arrested)
    rows = pd.DataFrame(
        {
            "person_id": [f"P{number}" for number in range(2 * size)],
            "listed": [True] * size + [False] * size,
            "pair": [*range(size), *range(size)],
            "arrested": np.array(arrested + beside, dtype=float),
        }
    )
    return Matched(rows, size, size, ())


def test_the_ratio_of_the_pairs_is_the_ratio_of_their_shares() -> None:
    found = ratio(paired([1] * 12 + [0] * 18, [0] * 24 + [1] * 6), "arrested")
    assert found is not None
    assert found.value == pytest.approx(2)
    assert 1 > found.low > 0.7
    assert ratio(paired([1] * 12 + [0] * 18, [1] * 4 + [0] * 26), "arrested") is None, "four are too few"


def timed(**facts: float | bool) -> tuple[float, int]:
    """How one man's time ends."""
    row = {"listed": True, "followed": 300.0, **dict.fromkeys(("arrest_day", "custody_day", "death_day"), np.nan)}
    found = ended(pd.DataFrame([{**row, "listed_day": np.nan, **facts}])).iloc[0]
    return float(found.time), int(found.end)


def test_what_comes_first_ends_a_mans_time() -> None:
    assert timed(arrest_day=10.0, custody_day=11.0) == (10, ARREST)
    assert timed(arrest_day=10.0, custody_day=10.0) == (10, ARREST), "custody on the day of the arrest comes of it"
    assert timed(arrest_day=10.0, custody_day=9.0) == (9, OTHER)
    assert timed(death_day=5.0) == (5, OTHER)
    assert timed() == (300, 0)
    assert timed(followed=900.0) == (365, 0)
    assert timed(arrest_day=366.0, followed=900.0) == (365, 0)


def test_who_is_listed_later_is_followed_until_then() -> None:
    assert timed(listed=False, listed_day=30.0, arrest_day=40.0) == (30, 0)
    assert timed(listed=False, listed_day=30.0, arrest_day=20.0) == (20, ARREST)
    assert timed(listed=True, listed_day=30.0, arrest_day=40.0) == (40, ARREST)


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    """Two hundred pairs: the listed are arrested at 2% a day, those beside them at 1%; others go into custody at 1%."""
    random, size = np.random.default_rng(4), 200
    listed = np.repeat([True, False], size)
    arrest = np.ceil(random.exponential(1 / np.where(listed, 0.02, 0.01)))
    custody = np.ceil(random.exponential(100, 2 * size))
    return pd.DataFrame(
        {
            "person_id": [f"P{number}" for number in range(2 * size)],
            "pair": [*range(size), *range(size)],
            "listed": listed,
            "followed": 200.0,
            "arrest_day": np.where(arrest <= 200, arrest, np.nan),
            "custody_day": custody,
            "death_day": np.nan,
            "listed_day": np.nan,
        }
    )


def test_twice_the_daily_chance_is_found_where_custody_competes(drawn: pd.DataFrame) -> None:
    found = times(drawn)
    assert found.found is not None
    assert found.found.holds(2)
    assert not found.found.holds(1)
    assert found.check.passed


def test_no_difference_is_found_where_there_is_none(drawn: pd.DataFrame) -> None:
    shuffled = drawn.assign(listed=np.random.default_rng(6).permutation(drawn.listed))
    found = times(shuffled).found
    assert found is not None
    assert found.holds(1)


def test_a_curve_by_hand() -> None:
    """Of four, one is arrested on day 1 (1/4), one goes into custody on day 2, one is arrested on day 3: of the half
    who are left, half: 1/4 + 1/2 × 1/2."""
    rows = pd.DataFrame({"time": [1.0, 2.0, 3.0, 3.0], "end": [ARREST, OTHER, ARREST, 0]})
    assert cumulative(rows) == [(0, 0), (1, 0.25), (2, 0.25), (3, 0.5)]


def test_a_curve_is_the_librarys_where_no_two_days_are_the_same(drawn: pd.DataFrame) -> None:
    from lifelines import AalenJohansenFitter

    rows = ended(drawn).drop_duplicates("time")
    theirs = AalenJohansenFitter(calculate_variance=False).fit(rows.time, rows.end, event_of_interest=ARREST)
    assert cumulative(rows)[-1][1] == pytest.approx(float(theirs.cumulative_density_.iloc[-1, 0]))


def test_a_planted_ratio_is_found_in_the_pairs_of_a_study() -> None:
    rows = standing(runs=6)
    found = matched(rows.assign(arrested=happens(rows, 0.3, 2.0, seed=2)), first_is_new=True)
    told = ratio(found, "arrested")
    assert found.pairs > 60
    assert told is not None
    assert told.holds(2)
    assert not told.holds(1)
