"""What a man's crimes as a whole say is learnt from crimes held back: no more than they say, and never twice."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from scipy.special import expit

from v100.linkage.comparisons import HIS_AGE, OTHER_CRIMES
from v100.linkage.held_back import LOWS, bands
from v100.linkage.settling import Candidates, settle

FAR = len(OTHER_CRIMES.breaks)
"""The level beyond every break."""
UNKNOWN = -1
NO_MORE = {"his_age": (0.0,) * len(HIS_AGE.levels), "together": (0.0,)}


def candidates(*rows: tuple[str, bool, int, float, float], ages: Sequence[int] = ()) -> Candidates:
    """category, own, other_crimes, strength, many; `ages`: the level of each, unknown where none are given."""
    category, own, level, strength, many = zip(*rows, strict=True)
    return Candidates(
        np.array(category),
        np.array(own),
        np.array(level),
        np.array(ages or [UNKNOWN] * len(rows)),
        np.array(strength, float),
        np.array(many, float),
    )


def test_strengths_that_say_too_much_are_taken_down() -> None:
    """Of his and of others the same strength of 2: it says nothing, and what is learnt takes it back."""
    found = candidates(("robbery", True, FAR, 2.0, 5_000), ("robbery", False, FAR, 2.0, 90_000))
    assert found.settled(settle(found)) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("says", [0.5, 0.8, 1.0, 1.5])
def test_strengths_that_say_too_much_or_too_little_are_scaled(says: float) -> None:
    """Of so many at each strength, as many his as 10 to the power of `says` times it makes of odds of one to a
    thousand."""
    rows = []
    for strength in (-1.0, 0.0, 1.0, 2.0):
        his = 50_000 * 10 ** (says * strength - 3)
        rows += [("robbery", True, FAR, strength, his), ("robbery", False, FAR, strength, 50_000)]
    found = candidates(*rows)
    parts = settle(found)["robbery"]
    assert 1 + parts["together"][0] == pytest.approx(says, abs=0.02)
    settled = found.settled({"robbery": parts})[::2]
    assert np.diff(settled) == pytest.approx([says] * 3, abs=0.02)


def test_of_all_candidates_as_many_are_his_as_the_strengths_say() -> None:
    """Many weak ones say what they are worth and a few strong ones ten times too much: as many are his as is said, and
    in sum they are as strong as is said."""
    rows = []
    for strength, right, many in ((0.0, 0.0, 900_000), (0.5, 0.5, 90_000), (2.0, 1.0, 900), (3.0, 2.0, 90)):
        his = many * 10 ** (right - 3)
        rows += [("robbery", True, FAR, strength, his), ("robbery", False, FAR, strength, many)]
    found = candidates(*rows)
    settled, odds = found.settled(settle(found)), found.odds()
    said = found.many * expit(settled * math.log(10) + np.log(odds))
    his = found.many * found.own
    assert said.sum() == pytest.approx(his.sum(), rel=0.01)
    assert said @ settled == pytest.approx(his @ settled, rel=0.02), "but for the ridge"


def test_strengths_that_are_right_stay() -> None:
    """Half of his crimes and a tenth of others' at the strength of five times likelier, the rest of 5/9."""
    rows = [(True, 5, 500), (True, 5 / 9, 500), (False, 5, 10_000), (False, 5 / 9, 90_000)]
    found = candidates(*(("robbery", own, FAR, math.log10(factor), many) for own, factor, many in rows))
    parts = settle(found)["robbery"]
    assert parts["looked_at"][0] == pytest.approx(0, abs=0.01)
    assert parts["together"][0] == pytest.approx(0, abs=0.01)


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
    parts = {"robbery": {"other_crimes": (0.5,) * (FAR + 1), "looked_at": (-0.25,), **NO_MORE}}
    assert found.settled(parts).tolist() == [0.75, 1.25]


def test_an_age_is_worth_the_log_of_its_shares() -> None:
    """Of his, half are within a year of his age and one in twenty are twenty years off; of others' a tenth and a
    quarter; of as many, nobody said."""
    rows = [(True, 0, 5_000), (True, 9, 500), (True, 5, 4_500), (True, UNKNOWN, 10_000)]
    rows += [(False, 0, 10_000), (False, 9, 25_000), (False, 5, 65_000), (False, UNKNOWN, 100_000)]
    found = candidates(*(("robbery", own, FAR, 0.0, many) for own, _age, many in rows), ages=[row[1] for row in rows])
    parts = settle(found)["robbery"]
    always = parts["other_crimes"][-1] + parts["looked_at"][0]
    assert always == pytest.approx(0, abs=0.02), "where nobody said an age, nothing is added"
    for level, (his, others) in {0: (0.5, 0.1), 5: (0.45, 0.65), 9: (0.05, 0.25)}.items():
        assert parts["his_age"][level] == pytest.approx(math.log10(his / others), abs=0.05)
    assert found.settled({"robbery": parts})[0] == pytest.approx(parts["his_age"][0] + always)


def test_a_kind_of_which_few_tell_takes_its_ages_from_all_but_not_where_men_go() -> None:
    rich = [(True, 0, 0, 4_000), (True, FAR, 9, 1_000), (False, 0, 9, 10_000), (False, FAR, 0, 90_000)]
    poor = [(True, FAR, 0, 1), (False, FAR, 0, 1)]
    rows = [("robbery", *row) for row in rich] + [("sexual", *row) for row in poor]
    told = [(kind, own, near, 0.0, many) for kind, own, near, _age, many in rows]
    found = candidates(*told, ages=[row[3] for row in rows])
    parts = settle(found)
    assert parts["sexual"]["his_age"][9] == pytest.approx(parts["robbery"]["his_age"][9], abs=0.1)
    assert parts["sexual"]["other_crimes"][0] < parts["robbery"]["other_crimes"][0] / 2


def test_a_kind_of_which_none_was_his_takes_what_all_say() -> None:
    rich = [("robbery", True, FAR, 2.0, 5_000.0), ("robbery", False, FAR, 2.0, 90_000.0)]
    parts = settle(candidates(*rich, ("sexual", False, FAR, 2.0, 50)))
    assert parts["sexual"] == parts["robbery"]


def test_where_nothing_was_held_back_nothing_is_said() -> None:
    assert settle(candidates(("robbery", False, 0, 2.0, 50))) == {
        "robbery": {"other_crimes": (0.0,) * (FAR + 1), "looked_at": (0.0,), **NO_MORE}
    }


def test_bands_count_what_was_shown_and_what_was_his() -> None:
    """Of a thousand candidates one in a hundred his: even odds at a strength of 2."""
    rows = [(True, 2.0, 5), (False, 2.0, 5), (True, 0.0, 5), (False, 0.0, 985)]
    found = candidates(*(("robbery", own, FAR, strength, many) for own, strength, many in rows))
    nothing = {"robbery": {"other_crimes": (0.0,) * (FAR + 1), "looked_at": (0.0,), **NO_MORE}}
    told = {band.low: (band.shown, band.his, band.expected) for band in bands(found, nothing)}
    assert told.pop(2.0) == (10, 5, pytest.approx(5, abs=0.1))
    assert set(told) == set(LOWS) - {2.0}
    assert set(told.values()) == {(0, 0, 0.0)}
