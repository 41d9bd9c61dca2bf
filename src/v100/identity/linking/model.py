"""The model that a file taught: what each level is worth, how common values are, where people are joined."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir
import numpy as np
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.identity.comparisons import Comparison
from v100.identity.levels import level_column, levels_of
from v100.identity.linking.learning import Apart, Learned, Patterns, learn
from v100.identity.linking.rarity import Rarity
from v100.identity.linking.sampling import strangers, telling_rows
from v100.identity.model import Thresholds, rounded

FORMAT = 1
SAMPLE_PAIRS = 200_000
"""For each comparison, pairs of any two rows that tell: what blocking did not find is learned from a sample."""

THRESHOLDS = Thresholds(even=0.0, join=2.0, sure=10.0, against=-10.0, shown=-3.0)
"""Bits. Stated: join at four to one; a true pair that speaks against itself by ten bits is one in a thousand."""


@dataclass(frozen=True)
class LinkModel:
    """`parameters`: comparison → level → m, u and k, its chance among true pairs, strangers and namesakes; `household`,
    `namesakes`: odds that two who are not one person are of one home, or namesakes; `rarities`: by column, how common
    its values are."""

    rows: int
    prior: float
    household: float
    namesakes: float
    thresholds: Thresholds
    comparisons: tuple[Comparison, ...]
    parameters: dict[str, dict[str, dict[str, float]]]
    rarities: dict[str, Rarity]

    @property
    def prior_bits(self) -> float:
        """What a pair starts from before anything is compared."""
        return math.log2(self.prior / (1 - self.prior))

    def text(self) -> str:
        """The model as its file's text: the same model, the same bytes."""
        document = {
            "format": FORMAT,
            "rows": self.rows,
            "prior": self.prior,
            "household": self.household,
            "namesakes": self.namesakes,
            "thresholds": vars(self.thresholds),
            "comparisons": {
                comparison.name: {
                    level: {"condition": condition, **self.parameters[comparison.name][level]}
                    for level, condition in _conditions(comparison)
                }
                for comparison in self.comparisons
            },
            "rarities": {column: vars(rarity) for column, rarity in sorted(self.rarities.items())},
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: Path) -> None:
        """Writes the model file."""
        path.write_text(self.text(), encoding="utf-8")


def train_on(
    backend: Backend, name: str, standard: ir.Table, compared: ir.Table, comparisons: tuple[Comparison, ...]
) -> LinkModel:
    """The model for these rows, from the levels of the pairs that blocking found. No label is read.

    It does not know yet how common values are: that is counted among people, whom it finds first.
    """
    rows = int(standard.count().execute())
    apart = [
        _apart(backend, name, standard, compared, number, comparison) for number, comparison in enumerate(comparisons)
    ]
    learned = learn(_patterns(compared, range(len(comparisons))), apart, rows, comparisons)
    return LinkModel(
        rows=rows,
        prior=rounded(learned.prior),
        household=rounded(learned.household),
        namesakes=rounded(learned.namesakes),
        thresholds=THRESHOLDS,
        comparisons=comparisons,
        parameters=_parameters(learned, comparisons),
        rarities={},
    )


def _patterns(levels: ir.Table, numbers: Iterable[int]) -> Patterns:
    columns = [level_column(number) for number in numbers]
    counted = levels.group_by(columns).agg(pairs=levels.count()).order_by(columns).to_pandas()
    return Patterns(counted[columns].to_numpy("int64"), counted["pairs"].to_numpy("float64"))


def _apart(
    backend: Backend, name: str, standard: ir.Table, compared: ir.Table, number: int, comparison: Comparison
) -> Apart:
    """Of the pairs that `compared` lacks, how many tell, and in a sample how they compare."""
    telling = keep(backend, f"{name}_telling", telling_rows(backend, standard, comparison))
    rows = int(telling.count().execute())
    if rows < 2:
        return Apart(0.0, np.zeros(len(comparison.level_names)))
    sample = keep(
        backend, f"{name}_sample", levels_of(backend, standard, strangers(telling, rows, SAMPLE_PAIRS), [comparison])
    )
    told = sample.filter(sample[level_column(0)] >= 0)
    share = int(told.count().execute()) / int(sample.count().execute())
    met = compared.filter(compared[level_column(number)] >= 0)
    others = _patterns(told.anti_join(met, ["mention_a", "mention_b"]), [0])
    found = np.zeros(len(comparison.level_names))
    found[others.levels[:, 0]] = others.counts
    pairs = max(share * rows * (rows - 1) / 2 - int(met.count().execute()), 0.0)
    return Apart(pairs, found / max(float(found.sum()), 1.0))


def _parameters(learned: Learned, comparisons: Sequence[Comparison]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        comparison.name: {
            level: {kind: rounded(float(chances[number])) for kind, chances in (("m", m), ("u", u), ("k", k))}
            for number, level in enumerate(comparison.level_names)
        }
        for comparison, m, u, k in zip(comparisons, learned.m, learned.u, learned.k, strict=True)
    }


def _conditions(comparison: Comparison) -> list[tuple[str, str]]:
    return [*((level.name, level.condition) for level in comparison.levels), (comparison.otherwise, "else")]
