"""A tenth of London, a year of it: as much crime as is published, suspects as many as the force has said."""

from datetime import date

import pytest

from v100.city import simulate
from v100.evaluation.calibration import calibrate
from v100.reports.city import CityFigures

BY_CHANCE = 6
"""Of some sixty counts that each hold 19 times out of 20, so many may fall outside in one city."""


@pytest.fixture(scope="module")
def london(tmp_path_factory: pytest.TempPathFactory) -> CityFigures:
    folder = tmp_path_factory.mktemp("london")
    simulate(folder, seed=7, as_at=date(2025, 11, 30), months=12, scale="london-tenth")
    return calibrate(folder)


def test_offences_are_as_many_as_published(london: CityFigures) -> None:
    counts = [figure for figure in london.figures if figure.group in ("borough", "category")]
    assert len(counts) > 60
    assert sum(figure.within is False for figure in counts) <= BY_CHANCE
    whole = next(figure for figure in london.figures if figure.group == "whole")
    assert whole.ours == pytest.approx(whole.published, rel=0.02)


def test_suspects_and_their_harm_are_as_the_force_said(london: CityFigures) -> None:
    found = {figure.name: figure for figure in london.figures}
    suspects = found["VAWG suspects in 365 days"]
    assert suspects.ours == pytest.approx(suspects.published, rel=0.15)
    assert found["harm days that half of them reach at most"].ours <= 11
    for what in ("offences", "harm years", "victims"):
        top = next(figure for name, figure in found.items() if name.startswith(f"{what} of the top"))
        assert 0.6 < top.ours / top.published < 1.6, top
