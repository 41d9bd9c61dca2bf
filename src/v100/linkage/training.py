"""Learn a model of links from solved crimes: shares and words, worth of levels, whether ways tell anything, what a
man's crimes as a whole say, base rate by strength."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import numpy as np
from ibis import _

from v100 import engine
from v100.errors import V100Error
from v100.linkage.comparisons import COMPARISONS, OF_HIM, Comparison
from v100.linkage.find import prepared
from v100.linkage.held_back import as_candidates, bands, held_back, solved_of
from v100.linkage.learning import Parts, best_ridge, learn
from v100.linkage.model import FIGURES, PARTS, Model, Ways, Worth
from v100.linkage.pairs import Pairs, folds_of, solved_pairs
from v100.linkage.repeats import without_repeats
from v100.linkage.settling import Candidates, settle
from v100.linkage.vocabulary import Shares, Words, vocabulary
from v100.linkage.ways import fit_heard, silent, ways_shown

MOST, DRAWN = 300, 700
"""Offenders of each fold near whose crimes those of others are looked at: those with the most crimes, whose every lead
is strong, and some of the rest, who stand for it."""


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
    suspects = engine.keep(backend, "train_suspect", without_repeats(suspects, crimes))
    lesson = lesson_of(backend, crimes, suspects, COMPARISONS, seed=seed)
    ridge = best_ridge(lesson.pairs, COMPARISONS)
    ways = ways_shown(lesson.pairs, COMPARISONS, ridge)
    unheard = silent(ways)
    model = lesson.model(fit_heard(lesson.pairs, COMPARISONS, ridge, unheard), ridge, trained_on)
    compared = prepared(backend, crimes, suspects, model)
    counted = suspects.semi_join(compared.features, "report_id").group_by("person_id").agg(crimes=_.count())
    crimes_of = {row["person_id"]: row["crimes"] for row in counted.to_pyarrow().to_pylist()}
    told, solved = [], Counter[str]()
    for fold in range(PARTS):
        away = fit_heard(lesson.pairs.take(lesson.pairs.away_from(fold)), COMPARISONS, ridge, unheard)
        people = sorted(person for person, of in lesson.fold_of.items() if of == fold)
        told.append(
            held_back(backend, compared, people, _drawn(people, crimes_of, seed), lesson.model(away, ridge, trained_on))
        )
        solved.update(solved_of(compared, people))
    found = as_candidates(told)
    of_him = settle(found)
    return replace(model, categories=_whole(model, of_him, found, solved, ways), bands=bands(found, of_him))


def _whole(
    model: Model, of_him: Parts, found: Candidates, solved: Mapping[str, int], ways: Mapping[str, Ways]
) -> dict[str, Worth]:
    """The categories with what men's crimes as a whole say, and how often a man has another crime about one of his."""
    nothing = {each.name: (0.0,) * len(each.levels) for each in OF_HIM}
    own = {name: float(found.many[found.own & (found.category == name)].sum()) for name in model.categories}
    return {
        name: replace(
            worth,
            parts={**worth.parts, **of_him.get(name, nothing)},
            again=round(own[name] / solved[name], FIGURES) if solved[name] else 0.0,
            ways=ways.get(name),
        )
        for name, worth in model.categories.items()
    }


def _drawn(people: Sequence[str], crimes: Mapping[str, int], seed: int) -> dict[str, float]:
    """Whose others are looked at, and how many each of them stands for."""
    ordered = sorted(people, key=lambda person: (-crimes[person], person))
    most, rest = ordered[:MOST], ordered[MOST:]
    some = np.random.default_rng(seed).permutation(rest)[:DRAWN].tolist()
    return {**dict.fromkeys(most, 1.0), **dict.fromkeys(some, len(rest) / max(len(some), 1))}


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
    fold_of = folds_of(whose, PARTS, seed)
    pairs = solved_pairs(backend, compared.features, whose, comparisons, fold_of=fold_of, seed=seed)
    if not pairs.linked.any():
        raise V100Error("no two solved crimes of one category are one man's: there is nothing to learn links from")
    return Lesson(pairs, fold_of, shares, words)
