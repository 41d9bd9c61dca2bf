import numpy as np
import pytest

from v100.city.habits import Habits, own_draw

CRIMES = 40
MEN = np.repeat(np.arange(500), CRIMES)


def _most_common(choice: np.ndarray) -> float:
    """Share of each man's crimes that have his most common choice, on average."""
    return float(np.mean([np.bincount(own).max() / CRIMES for own in choice.reshape(-1, CRIMES)]))


def test_the_stronger_the_habit_the_more_a_mans_choices_are_alike() -> None:
    random = np.random.default_rng(1)
    shares = [0.4, 0.3, 0.2, 0.1]
    alike = [_most_common(Habits(strength).choose(random, MEN, "text", shares)) for strength in (0.0, 0.5, 1.0)]
    assert alike[0] < 0.5 < alike[1] < alike[2] == 1.0


def test_habits_change_nothing_over_all_men_together() -> None:
    random = np.random.default_rng(2)
    shares = np.array([0.4, 0.3, 0.2, 0.1])
    for strength in (0.0, 0.6, 1.0):
        chosen = Habits(strength).choose(random, np.arange(20_000), "text", shares)
        assert np.bincount(chosen) / 20_000 == pytest.approx(shares, abs=0.02)
        happened = Habits(strength).happens(random, np.arange(20_000), "knife", 0.25)
        assert happened.mean() == pytest.approx(0.25, abs=0.02)
        number = Habits(strength).normal(random, np.arange(20_000), "hour")
        assert (number.mean(), number.std()) == (pytest.approx(0, abs=0.05), pytest.approx(1, abs=0.05))


def test_a_mans_habits_are_his_own_and_apart_from_one_another() -> None:
    men = np.arange(20_000)
    assert (own_draw(men, "text") == own_draw(men, "text")).all()
    assert abs(np.corrcoef(own_draw(men, "text"), own_draw(men, "hour"))[0, 1]) < 0.03
    assert abs(np.corrcoef(men, own_draw(men, "text"))[0, 1]) < 0.03
