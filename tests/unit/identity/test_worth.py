"""What a model is worth to read: bits by hand, and where each comes from."""

from dataclasses import replace

import pytest

from v100.identity import Model
from v100.identity.model import Frequencies
from v100.identity.worth import Worth, worth

SUSPECT = Model.load("suspect")


def of(model: Model, comparison: str, level: str) -> Worth:
    return next(one for one in worth(model) if (one.comparison, one.level) == (comparison, level))


def with_chances(comparison: str, level: str, m: float, u: float) -> Model:
    levels = {**SUSPECT.parameters[comparison], level: {"m": m, "u": u}}
    names = Frequencies(fallback=1 / 1024, values={"mohammed": 1 / 8, "wilberforce": 1 / 256})
    return replace(
        SUSPECT, parameters={**SUSPECT.parameters, comparison: levels}, frequencies={"given": names, "family": names}
    )


@pytest.mark.parametrize(
    ("comparison", "level", "m", "u", "least", "most", "source"),
    [
        ("sex", "same", 1.0, 0.5, 1, 1, "learned"),
        ("sex", "differs", 0.125, 0.5, -2, -2, "learned"),
        ("birth", "same year", 0.25, 0.25, 0, 0, "unseen"),
        ("birth", "one slip", 0.005, 0.01, -1, -1, "least"),
        ("phone", "same", 0.5, 0.5**20, 19, 19, "stated"),
        ("report", "two in one report", 0.25, 1.0, -2, -2, "stated"),
        ("forename", "same", 0.5, 0.002, 2, 9, "learned"),
        ("surname", "swapped", 1.0, 0.002, 3, 10, "forename"),
    ],
)
def test_a_level(comparison: str, level: str, m: float, u: float, least: float, most: float, source: str) -> None:
    """A name's worth runs from the commonest (1 in 8) to one that the model does not list (1 in 1024)."""
    shown = of(with_chances(comparison, level, m, u), comparison, level)
    assert (shown.least, shown.most, shown.source) == (least, most, source)


def test_every_level_is_there_once() -> None:
    shown = [(one.comparison, one.level) for one in worth(SUSPECT)]
    stated = [(name, level) for name, levels in SUSPECT.parameters.items() for level in levels]
    assert sorted(shown) == sorted(stated)
