"""What a model says, to be read by people: how often true pairs and strangers are so, and what it is worth."""

import math
from dataclasses import dataclass

from v100.identity.comparisons import BY_NAME, SAME_REPORT, Comparison, Level
from v100.identity.model import Model, bits
from v100.identity.training import LEAST_M


@dataclass(frozen=True)
class Worth:
    """One level of one comparison. `m`, `u`: its chance among true pairs and among strangers. `least` and `most`: what
    it is worth in bits, from the commonest name to one that the model does not list; alike where no name weighs in.
    `source`: learned; least (so rare among true pairs that the least chance was taken); stated (by comparisons.py: u,
    or both); forename (comes with that level of the forename); unseen (no pair taught it, so it says nothing).
    """

    comparison: str
    level: str
    m: float
    u: float
    least: float
    most: float
    source: str


def worth(model: Model) -> list[Worth]:
    """Every level of the model, comparison by comparison, from the most alike to the least."""
    return [
        _worth(model, comparison, level)
        for comparison in BY_NAME.values()
        for level in (*(level.name for level in comparison.levels), comparison.otherwise)
    ]


def _worth(model: Model, comparison: Comparison, name: str) -> Worth:
    chances = model.parameters[comparison.name][name]
    level = next((level for level in comparison.levels if level.name == name), None)
    if level is not None and level.rarity:
        names = model.frequencies[level.rarity]
        least, most = (math.log2(chances["m"] / share) for share in (max(names.values.values()), names.fallback))
    else:
        least = most = bits(chances)
    return Worth(comparison.name, name, chances["m"], chances["u"], least, most, _source(comparison, level, chances))


def _source(comparison: Comparison, level: Level | None, chances: dict[str, float]) -> str:
    if comparison is SAME_REPORT or (level is not None and level.by_chance is not None):
        return "stated"
    if level is not None and level.follows:
        return level.follows
    if chances["m"] == chances["u"]:
        return "unseen"
    return "least" if chances["m"] == LEAST_M else "learned"
