"""The regression finds the same wherever it starts."""

import math

import numpy as np
import pytest

from v100.linkage.regression import regressed


@pytest.mark.parametrize("offset", [0.0, 6.0, 20.0])
def test_where_all_seems_sure_at_first_it_still_finds_the_odds(offset: float) -> None:
    """Five of a thousand, told with odds of e to the power of `offset` before: what is learnt takes them down."""
    so = np.arange(1000) < 5
    design, weights = np.ones((1000, 1)), np.ones(1000)
    (worth,) = regressed(design, so, weights, 1e4, np.zeros(1), offset)
    assert worth + offset == pytest.approx(math.log(5 / 995), abs=0.01)
