import numpy as np

from v100.city.streams import Streams, by_age, choose


def test_a_stream_does_not_depend_on_what_another_one_drew():
    first = Streams(7)
    first.of("victims", 1).random(1000)
    assert first.of("offenders", 1).random(5).tolist() == Streams(7).of("offenders", 1).random(5).tolist()


def test_seeds_and_months_give_different_streams():
    draws = {Streams(seed).of("crimes", month).random() for seed in (1, 2) for month in (1, 2)}
    assert len(draws) == 4


def test_choose_follows_the_shares_and_never_draws_a_share_of_nothing():
    drawn = choose(np.random.default_rng(1), np.array([0.0, 3.0, 1.0, 0.0]), 20_000)
    counts = np.bincount(drawn, minlength=4)
    assert counts[0] == counts[3] == 0
    assert abs(counts[1] / 20_000 - 0.75) < 0.02


def test_by_age_takes_the_last_step_reached():
    assert by_age([[18, 0.1], [25, 0.4]], np.array([17, 18, 24, 25, 80])).tolist() == [0.0, 0.1, 0.1, 0.4, 0.4]
