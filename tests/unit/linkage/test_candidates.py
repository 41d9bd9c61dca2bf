"""Which crimes are looked at: surely those near one of a man's of the category, never those far from all of them."""

from itertools import pairwise

import numpy as np
import pytest

from alike_crimes import compared, crime_table, model_of
from v100 import engine
from v100.compared import categories
from v100.linkage.candidates import candidates, neighbours

NEAR = categories()["robbery"].near
SURELY, NEVER = 0.7 * NEAR, 1.81 * NEAR
SOUGHT = {"solved": False, "undetected": True}


@pytest.mark.parametrize("seed", range(3))
def test_what_lies_near_is_looked_at_and_what_lies_far_is_not(seed: int) -> None:
    random = np.random.default_rng(seed)
    places = [(520_000 + int(east), 170_000 + int(north)) for east, north in random.integers(0, 5 * NEAR, (300, 2))]
    rows = [{"easting": east, "northing": north, **(SOUGHT if n else {})} for n, (east, north) in enumerate(places)]
    backend = engine.connect()
    of = compared(backend, crime_table(backend, *rows), model_of(), [("P", "R1")])
    his = engine.keep(backend, "his", of.suspects.select("man", "crime"))
    sought = engine.keep(backend, "sought", of.features.anti_join(his, "crime"))
    found = sought.semi_join(candidates(his, sought, of.features), "crime").to_pyarrow()["report_id"].to_pylist()
    apart = {f"R{n}": np.hypot(*np.subtract(place, places[0])) for n, place in enumerate(places[1:], start=2)}
    assert {report for report, far in apart.items() if far <= SURELY} <= set(found)
    assert all(apart[report] <= NEVER for report in found)
    assert len(found) == len(set(found)) > 10
    backend.disconnect()


def test_crimes_of_a_series_lie_a_third_as_far_apart() -> None:
    """A row of crimes, each 0.2 of what is near from the next: two steps are 0.4, which is more than a third of 0.7,
    and may be found; four are beyond a third of 1.8."""
    rows = [{"easting": 520_000 + number * NEAR // 5} for number in range(9)]
    backend = engine.connect()
    features = compared(backend, crime_table(backend, *rows), model_of()).features
    pairs = neighbours(features, nearer=3).to_pyarrow().to_pylist()
    steps = {(int(pair["one"][1:]), int(pair["other"][1:])) for pair in pairs}
    assert set(pairwise(range(1, 10))) <= steps
    assert all(other - one <= 3 for one, other in steps)
    backend.disconnect()
