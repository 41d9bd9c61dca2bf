"""When a figure agrees with the published one."""

import pytest

from v100.evaluation.figure import Said, counted, poisson_interval, published, said


@pytest.mark.parametrize(
    ("mean", "interval"),
    [(0, (0, 0)), (1, (0, 3)), (10, (4, 17)), (100, (81, 120)), (1900, (1815, 1986))],  # as tables of the Poisson say
)
def test_the_middle_of_a_poisson(mean: float, interval: tuple[int, int]) -> None:
    assert poisson_interval(mean) == interval


@pytest.mark.parametrize(
    ("ours", "expected", "within"),
    [(9501, 10_000, True), (9499, 10_000, False), (82, 100, True), (80, 100, False), (0, 1, True), (1, 0, False)],
)
def test_a_count_agrees_within_5_percent_or_what_chance_does(ours: float, expected: float, within: bool) -> None:
    assert counted("whole", "", ours, expected, "", compared=True).within is within
    assert counted("whole", "", ours, expected, "", compared=False).within is None


def test_what_was_said_is_scaled_with_its_bounds_where_it_grows_with_the_city() -> None:
    what = Said("offences of the top 100", "445", 445, "a newspaper", least=400, most=500, scaled=True)
    tenth = said(what, 45, listed=10, times=0.1)
    assert (tenth.name, tenth.published, tenth.within) == ("offences of the top 10", 44.5, True)
    assert said(what, 45, listed=100).within is False


def test_every_published_figure_lies_within_its_own_bounds() -> None:
    for name, what in published().items():
        assert what.least <= what.published <= what.most, name
