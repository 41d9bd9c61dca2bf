"""What evidence of links costs, and where the true offender stands: worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from v100.evaluation.links import Told, _as_right_as_can_be, _by_offender, _ranks, _series_weights, cllr

LINKED = np.array([True, True, False, False])


def test_to_say_nothing_costs_a_bit() -> None:
    assert cllr(np.zeros(4), LINKED) == pytest.approx(1.0)


def test_worked_by_hand() -> None:
    """Ten to one for either true pair, ten to one against either false one: log2(1 + 1/10)."""
    assert cllr(np.array([1.0, 1.0, -1.0, -1.0]), LINKED) == pytest.approx(np.log2(1.1))


def test_to_be_sure_and_wrong_costs_much() -> None:
    assert cllr(np.array([-3.0, 1.0, -1.0, -1.0]), LINKED) > 2


@given(st.lists(st.tuples(st.floats(-3, 3), st.booleans()), min_size=4, max_size=40))
@settings(deadline=None)
def test_nothing_in_the_same_order_costs_less_than_the_floor(pairs: list[tuple[float, bool]]) -> None:
    told, linked = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    if linked.all() or not linked.any():
        return
    assert cllr(_as_right_as_can_be(told, linked), linked) <= min(1.0, cllr(told, linked)) + 1e-9


def test_the_place_of_the_true_offender() -> None:
    """Of three crimes of A and one of B, c1 looks most like B's; by the mean B leads too, of c2 A does."""
    offenders = {name: frozenset(who) for name, who in {"c1": "A", "c2": "A", "c3": "A", "c4": "B"}.items()}
    pairs = {
        ("c1", "c2"): 1.0,
        ("c1", "c3"): 0.0,
        ("c1", "c4"): 2.0,
        ("c2", "c3"): 1.0,
        ("c2", "c4"): -1.0,
        ("c3", "c4"): -1.0,
    }
    one, other = (np.array([pair[side] for pair in pairs], dtype=object) for side in (0, 1))
    linked = np.array([offenders[a] == offenders[b] for a, b in pairs])
    part = Told(one, other, np.array(list(pairs.values())), linked)
    assert _ranks(part, offenders) == [(2, 2, 2), (1, 1, 2), (1, 1, 2)], "B has no other crime and so no place"
    assert _series_weights(part, offenders).tolist() == [1 / 3, 1 / 3, 1, 1 / 3, 1, 1]


def test_offenders_of_one_crime_are_held_back_together() -> None:
    offenders = {f"c{number}": frozenset({f"o{number}", f"o{number + 1}"}) for number in range(0, 40, 2)}
    offenders |= {f"d{number}": frozenset({f"o{number}"}) for number in range(40)}
    fold = _by_offender(offenders, seed=1)
    assert all(fold[f"c{number}"] == fold[f"d{number}"] == fold[f"d{number + 1}"] for number in range(0, 40, 2))
    assert set(fold.values()) == set("01234")
