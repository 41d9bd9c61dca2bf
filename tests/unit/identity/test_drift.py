"""Joined pairs beside what the model learned of them."""

from typing import Any

import ibis
import pytest

from mentions import mention, table
from v100 import engine
from v100.identity import Model, drift
from v100.identity.drift import FEWEST, Drift
from v100.identity.standard import standardise

MODEL = Model.load("suspect")


def drifts(sexes: dict[str, int], names: dict[str, int]) -> dict[str, Drift]:
    """Of so many joined pairs by level of sex, and mentions by forename; as many pairs again were not joined."""
    backend = engine.connect()
    rows: list[dict[str, Any]] = [
        {"joined": joined, "parts": [f"sex: {level} +0.52", "report: apart +0.00"]}
        for level, count in sexes.items()
        for joined, times in ((True, count), (False, 3))
        for _ in range(times)
    ]
    people = [mention(f"M{name}{number}", name, "Grey") for name, count in names.items() for number in range(count)]
    standard = standardise(backend, "standard", table(backend, "mentions", people))
    return {each.comparison: each for each in drift(ibis.memtable(rows), standard, MODEL)}


def test_what_is_as_learned_does_not_drift() -> None:
    learned = MODEL.parameters["sex"]["same"]["m"]
    sex = drifts({"same": round(10_000 * learned), "differs": round(10_000 * (1 - learned))}, {"Alan": 5})["sex"]
    assert sex.index == pytest.approx(0, abs=1e-3)
    assert sex.seen == 10_000


def test_the_index_is_the_sum_that_the_books_give() -> None:
    # Learned 0.9943 and 0.0057: (0.9 - 0.9943) ln(0.9 / 0.9943) + (0.1 - 0.0057) ln(0.1 / 0.0057).
    sex = drifts({"same": 900, "differs": 100}, {"Alan": 5})["sex"]
    assert sex.index == pytest.approx(0.0094 + 0.2708, abs=0.005)
    assert sex.moved_most in ("same", "differs")


def test_names_that_the_model_does_not_know_are_seen() -> None:
    given = drifts({"same": 1}, {"David": FEWEST, "Qxtobias": FEWEST})["forenames known"]
    assert given.found == {"listed by the model": 0.5, "not listed": 0.5}
    assert given.index is not None
    assert given.index > 0.25


def test_of_a_few_nothing_is_said() -> None:
    assert drifts({"same": FEWEST - 1}, {"Alan": 1})["sex"].index is None


def test_a_swapped_name_is_learned_once_for_both_names() -> None:
    shares = {name: each.learned for name, each in drifts({"same": 1}, {"Alan": 1}).items()}
    assert shares["surname"]["swapped"] == pytest.approx(shares["forename"]["swapped"], rel=0.1)
    assert shares["surname"]["same"] > 0.8
