"""Learn a model of links from solved crimes: shares and words, worth of levels, base rate by strength."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import numpy as np
from ibis import _

from v100 import engine
from v100.errors import V100Error
from v100.linkage.comparisons import COMPARISONS, Comparison
from v100.linkage.find import prepared
from v100.linkage.held_back import bands, held_back
from v100.linkage.learning import FOLDS, Parts, fit, learn
from v100.linkage.model import Model, Worth
from v100.linkage.pairs import Pairs, folds_of, solved_pairs
from v100.linkage.vocabulary import Shares, Words, vocabulary

HELD_BACK = 1000
"""Offenders of each fold on whom the base rate is measured."""


@dataclass(frozen=True)
class Lesson:
    """What a model is learnt from: solved crimes in pairs, the fold of each offender, how common values are."""

    pairs: Pairs
    fold_of: dict[str, int]
    shares: Shares
    words: Words

    def model(self, parts: Parts, ridge: float, trained_on: str) -> Model:
        linked = self.pairs.linked
        counted = Counter(self.pairs.category[linked].tolist())
        return Model(
            name="link",
            trained_on=trained_on,
            ridge=ridge,
            categories={
                name: Worth(
                    self._series(name), counted[name], parts.get(name, parts[""]), self.shares[name], self.words[name]
                )
                for name in sorted(self.shares)
            },
            bands=(),
        )

    def _series(self, category: str) -> int:
        """Offenders with two or more of the crimes: n crimes make n (n - 1) / 2 pairs."""
        others = self.pairs.others[self.pairs.linked & (self.pairs.category == category)]
        return round(float(np.sum(2.0 / (others * (others + 1.0)))))


def train(backend: engine.Backend, crimes: ir.Table, suspects: ir.Table, *, trained_on: str, seed: int) -> Model:
    """A model of links. `crimes` and `suspects` as of room linkage; nothing but solved crimes teaches what is alike:
    what people decided of links does not.

    Raises V100Error when no two solved crimes are one man's.
    """
    lesson = lesson_of(backend, crimes, suspects, COMPARISONS, seed=seed)
    parts, ridge = learn(lesson.pairs, COMPARISONS)
    model = lesson.model(parts, ridge, trained_on)
    compared = prepared(backend, crimes, suspects, model)
    told = []
    for fold in range(FOLDS):
        away = fit(lesson.pairs.take(lesson.pairs.away_from(fold)), COMPARISONS, ridge)
        people = _drawn([person for person, of in lesson.fold_of.items() if of == fold], seed)
        told.append(held_back(backend, compared, people, lesson.model(away, ridge, trained_on)))
    return replace(model, bands=bands(told))


def _drawn(people: list[str], seed: int) -> list[str]:
    """So many of them as a measure of the base rate needs."""
    drawn: list[str] = np.random.default_rng(seed).permutation(sorted(people))[:HELD_BACK].tolist()
    return drawn


def learn_from(
    backend: engine.Backend,
    crimes: ir.Table,
    suspects: ir.Table,
    comparisons: Sequence[Comparison],
    *,
    trained_on: str,
    seed: int,
) -> Model:
    """A model without a base rate, of any comparisons."""
    lesson = lesson_of(backend, crimes, suspects, comparisons, seed=seed)
    return lesson.model(*learn(lesson.pairs, comparisons), trained_on)


def lesson_of(
    backend: engine.Backend, crimes: ir.Table, suspects: ir.Table, comparisons: Sequence[Comparison], *, seed: int
) -> Lesson:
    """The pairs of solved crimes, compared. Raises V100Error when no two are one man's."""
    shares, words = vocabulary(crimes, comparisons)
    bare = Model("", "", 0.0, {name: Worth(0, 0, {}, shares[name], words[name]) for name in shares}, ())
    compared = prepared(backend, crimes, suspects, bare, comparisons)
    solved = compared.crimes.filter(_.solved).select("report_id", "category")
    whose = suspects.join(solved, "report_id").order_by("category", "report_id", "person_id").to_pyarrow().to_pylist()
    fold_of = folds_of(whose, FOLDS, seed)
    pairs = solved_pairs(backend, compared.features, whose, comparisons, fold_of=fold_of, seed=seed)
    if not pairs.linked.any():
        raise V100Error("no two solved crimes of one category are one man's: there is nothing to learn links from")
    return Lesson(pairs, fold_of, shares, words)
