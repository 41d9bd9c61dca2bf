"""Does a frozen model still fit? What joined pairs and names are like now, beside what it learned."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.identity.comparisons import COMPARISONS, Comparison
from v100.identity.model import Model

WATCH, TRAIN_AGAIN = 0.1, 0.25
"""Population stability index from which a comparison is watched, and from which the model is trained again. The bounds
of credit scoring [Siddiqi, Credit Risk Scorecards, 2006]; that they serve here is assumed."""

FEWEST = 500
"""Of fewer pairs or mentions nothing is said."""

LEAST = 0.005
"""No share is taken for smaller: rare levels come and go by chance."""

KNOWN = {"given": "forenames known", "family": "surnames known"}
LISTED, UNLISTED = "listed by the model", "not listed"


@dataclass(frozen=True)
class Drift:
    """One comparison: the share of each of its levels as learned and as found, and the index of how far they differ.

    `index`: the sum over levels of (found - learned) x ln(found / learned); None where there is too little to say.
    """

    comparison: str
    seen: int
    learned: dict[str, float]
    found: dict[str, float]

    @property
    def index(self) -> float | None:
        if self.seen < FEWEST:
            return None
        return sum(
            (self.found[name] - share) * math.log(self.found[name] / share) for name, share in self.learned.items()
        )

    @property
    def moved_most(self) -> str:
        """The level whose share has changed most."""
        return max(self.learned, key=lambda name: abs(self.found[name] - self.learned[name]))


def drift(match: ir.Table, standard: ir.Table, model: Model) -> list[Drift]:
    """A Drift for each comparison, of joined pairs (tables.MATCH of the model's side) against the model's m, and for
    forenames and surnames, of mentions (standard columns) whose name the model lists."""
    joined = match.filter(_.joined).select(said=_.parts).unnest("said")
    counted = joined.group_by(
        comparison=joined.said.re_extract(r"^([^:]+): ", 1), level=joined.said.re_extract(r": (.+) [-+][0-9.]+$", 1)
    ).agg(pairs=_.count())
    pairs: dict[str, dict[str, int]] = {}
    for row in counted.to_pyarrow().to_pylist():
        pairs.setdefault(row["comparison"], {})[row["level"]] = row["pairs"]
    levels = [
        _drift(comparison.name, _learned(comparison, model), pairs.get(comparison.name, {}))
        for comparison in COMPARISONS
    ]
    return levels + [_names(standard, column, model) for column in model.frequencies]


def _learned(comparison: Comparison, model: Model) -> dict[str, float]:
    """How often each level stands among true pairs."""
    where = {level.name: level.follows or comparison.name for level in comparison.levels}
    return {name: model.parameters[where.get(name, comparison.name)][name]["m"] for name in comparison.level_names}


def _names(standard: ir.Table, column: str, model: Model) -> Drift:
    listed = model.frequencies[column].values
    named = standard.filter(standard[column].notnull())
    known = named.semi_join(ibis.memtable({column: list(listed)}, schema={column: "string"}), column)
    every, of_list = int(named.count().execute()), int(known.count().execute())
    learned = sum(listed.values())
    return _drift(
        KNOWN[column],
        {LISTED: learned, UNLISTED: 1 - learned},
        {LISTED: of_list, UNLISTED: every - of_list},
    )


def _drift(comparison: str, learned: Mapping[str, float], counted: Mapping[str, int]) -> Drift:
    seen = sum(counted.values())
    return Drift(
        comparison,
        seen,
        _shares(learned),
        _shares({name: counted.get(name, 0) / seen if seen else 0.0 for name in learned}),
    )


def _shares(shares: Mapping[str, float]) -> dict[str, float]:
    """None below LEAST, together 1."""
    raised = {name: max(share, LEAST) for name, share in shares.items()}
    whole = sum(raised.values())
    return {name: share / whole for name, share in raised.items()}
