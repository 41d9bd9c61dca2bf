"""The bars of a lead come to its strength, and say what was not alike and what was not known: of comparisons alone."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from v100.casework.links.waterfall import WIDTH, waterfall
from v100.compared import COMPARED, TITLES

WORTH = st.decimals(min_value=-3, max_value=3, places=4)


@settings(deadline=None)
@given(worth=st.lists(st.tuples(st.sampled_from(sorted(TITLES)), WORTH), unique_by=lambda each: each[0]))
def test_the_bars_come_to_the_strength_and_stay_in_the_drawing(worth: list[tuple[str, Decimal]]) -> None:
    bf = sum((each for _, each in worth), Decimal(0))
    found = waterfall([f"{name} {each:+.4f}" for name, each in worth], bf, bf + Decimal("0.3010"), 2)
    assert sum(bar.log10 for bar in found.bars) == found.total.log10 == bf + Decimal("0.3010")
    alike = sum(each >= 0 for name, each in worth if name in COMPARED)
    assert len(found.unlike) + len(found.unknown) + alike == len(COMPARED)
    assert [bar.words for bar in found.bars if bar.unlike] == found.unlike
    for bar in (*found.bars, found.total):
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 2


def test_that_only_what_lies_near_is_looked_at_is_no_unlikeness() -> None:
    """It counts against every lead, and is for disclosure no difference between the crimes."""
    parts = ["distance +1.2900", "hours -0.0700", "other_crimes -0.1000", "looked_at -0.6400"]
    found = waterfall(parts, Decimal("0.4800"), Decimal("0.7810"), 2)
    assert found.unlike == ["time of day"]
    assert [bar.words for bar in found.bars if bar.speaks == "against"] == [
        "time of day",
        "crimes of his of other kinds",
        "only what lies near is looked at",
    ]
    assert not {"crimes of his of other kinds", "only what lies near is looked at"} & set(found.unknown)
