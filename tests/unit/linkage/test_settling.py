"""What a man's crimes as a whole say is learnt from crimes held back: no more than they say, and never twice."""

import math

import numpy as np
import pytest

from v100.linkage.comparisons import OTHER_CRIMES
from v100.linkage.held_back import LOWS, bands
from v100.linkage.settling import Candidates, settle

FAR = len(OTHER_CRIMES.breaks)
"""The level beyond every break."""


def candidates(*rows: tuple[str, bool, int, float, float]) -> Candidates:
    """category, own, other_crimes, strength, many."""
    category, own, level, strength, many = zip(*rows, strict=True)
    return Candidates(
        np.array(category), np.array(own), np.array(level), np.array(strength, float), np.array(many, float)
    )


def test_strengths_that_say_too_much_are_taken_down() -> None:
    """Of his and of others the same strength of 2: it says nothing, and what is learnt takes it back."""
    found = candidates(("robbery", True, FAR, 2.0, 5_000), ("robbery", False, FAR, 2.0, 90_000))
    parts = settle(found)
    assert parts["robbery"]["looked_at"][0] == pytest.approx(-2, abs=0.01)
    assert found.settled(parts) == pytest.approx(0, abs=0.01)


def test_strengths_that_are_right_stay() -> None:
    """Half of his crimes and a tenth of others' at the strength of five times likelier, the rest of 5/9."""
    rows = [(True, 5, 500), (True, 5 / 9, 500), (False, 5, 10_000), (False, 5 / 9, 90_000)]
    found = candidates(*(("robbery", own, FAR, math.log10(factor), many) for own, factor, many in rows))
    assert settle(found)["robbery"]["looked_at"][0] == pytest.approx(0, abs=0.01)


def test_crimes_of_other_kinds_near_it_are_worth_the_log_of_their_shares() -> None:
    """Near (under 100 m) lie those of 40 % of his and 4 % of others'."""
    shares = [(True, 0, 4_000), (True, FAR, 6_000), (False, 0, 40_000), (False, FAR, 960_000)]
    parts = settle(candidates(*(("robbery", own, level, 0.0, many) for own, level, many in shares)))["robbery"]
    worth = [each + parts["looked_at"][0] for each in parts["other_crimes"]]
    assert worth[0] == pytest.approx(math.log10(0.4 / 0.04), abs=0.05)
    assert worth[-1] == pytest.approx(math.log10(0.6 / 0.96), abs=0.05)
    assert list(parts["other_crimes"]) == sorted(parts["other_crimes"], reverse=True)


def test_where_none_of_his_is_known_nothing_is_added() -> None:
    found = candidates(("robbery", True, -1, 1.0, 10), ("robbery", False, 0, 1.0, 10))
    parts = {"robbery": {"other_crimes": (0.5,) * (FAR + 1), "looked_at": (-0.25,)}}
    assert found.settled(parts).tolist() == [0.75, 1.25]


def test_a_kind_of_which_none_was_his_takes_what_all_say() -> None:
    rich = [("robbery", True, FAR, 2.0, 5_000.0), ("robbery", False, FAR, 2.0, 90_000.0)]
    parts = settle(candidates(*rich, ("sexual", False, FAR, 2.0, 50)))
    assert parts["sexual"] == parts["robbery"]


def test_where_nothing_was_held_back_nothing_is_said() -> None:
    assert settle(candidates(("robbery", False, 0, 2.0, 50))) == {
        "robbery": {"other_crimes": (0.0,) * (FAR + 1), "looked_at": (0.0,)}
    }


def test_bands_count_what_was_shown_and_what_was_his() -> None:
    """Of a thousand candidates one in a hundred his: even odds at a strength of 2."""
    rows = [(True, 2.0, 5), (False, 2.0, 5), (True, 0.0, 5), (False, 0.0, 985)]
    found = candidates(*(("robbery", own, FAR, strength, many) for own, strength, many in rows))
    nothing = {"robbery": {"other_crimes": (0.0,) * (FAR + 1), "looked_at": (0.0,)}}
    told = {band.low: (band.shown, band.his, band.expected) for band in bands(found, nothing)}
    assert told.pop(2.0) == (10, 5, pytest.approx(5, abs=0.1))
    assert set(told) == set(LOWS) - {2.0}
    assert set(told.values()) == {(0, 0, 0.0)}
