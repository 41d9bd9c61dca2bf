"""How well crimes are told to be by one offender, on any file of solved crimes, with offenders held back.

AUC flatters where pairs by one offender are rare; the cost of the log-likelihood ratio (Cllr, Brümmer and du Preez
2006) asks whether a Bayes factor means what it says: 0 is best, 1 is to say nothing, `floor` is what the same order of
pairs would cost if every figure were right (pool-adjacent-violators).
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis import _
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from v100 import engine
from v100.errors import V100Error
from v100.evaluation.link_map import SolvedCrimes
from v100.linkage import TENTHS, learn_from, pair_evidence, prepared

Numbers = npt.NDArray[np.float64]
Array = npt.NDArray[Any]
FOLDS = 5
FALSE = 0.05
"""Share of pairs by two offenders that may be taken for one, where hits are counted."""


@dataclass(frozen=True)
class Figures:
    """What was measured over the pairs of crimes whose offenders were held back. `told_against`: of the pairs by one
    offender, the strongest evidence against it (log10), which no honest measure makes large."""

    crimes: int
    linked: int
    apart: int
    auc: float
    auc_by_series: float
    average_precision: float
    cllr: float
    cllr_floor: float
    hits: float
    rank_by_max: float
    rank_by_mean: float
    offenders: int
    told_against: float


@dataclass(frozen=True)
class Told:
    """Pairs of one held-back part: who they are, what was said (log10 Bayes factor), what is so."""

    one: Array
    other: Array
    log10_bf: Numbers
    linked: Array


def evaluate_links(solved: SolvedCrimes, *, seed: int = 1) -> dict[str, Figures]:
    """Figures of each parting of the file; without one, of FOLDS parts by offender (name "by offender").

    Raises V100Error where a side has no two crimes by one offender.
    """
    partings = solved.partings or {"by offender": _by_offender(solved.offenders, seed)}
    return {name: _figures(list(_parts(solved, sides, name)), solved) for name, sides in partings.items()}


def _parts(solved: SolvedCrimes, sides: Mapping[str, str], name: str) -> Iterator[Told]:
    """Each held-back side, told by a model of the others."""
    found = sorted(set(sides.values()))
    train_only = {"train", "training"} & {side.lower() for side in found}
    for side in found:
        if train_only and side.lower() in train_only:
            continue
        held = sorted(crime for crime, of in sides.items() if of == side)
        rest = sorted(
            crime for crime, of in sides.items() if of != side and (not train_only or of.lower() in train_only)
        )
        yield _told(solved, rest, held, name)


def _told(solved: SolvedCrimes, rest: Sequence[str], held: Sequence[str], name: str) -> Told:
    backend = engine.connect()
    try:
        evidence = _evidence(backend, solved, rest, held)
    finally:
        backend.disconnect()
    one, other = (np.asarray(evidence[side].to_pylist(), dtype=object) for side in ("one", "other"))
    whose = solved.offenders
    linked = np.asarray([bool(whose[a] & whose[b]) for a, b in zip(one, other, strict=True)])
    if not linked.any() or linked.all():
        raise V100Error(f"parting {name}: a side has no two crimes by one offender, or none by two: nothing to measure")
    return Told(one, other, evidence["log10_bf"].to_numpy() / TENTHS, linked)


def _evidence(backend: engine.Backend, solved: SolvedCrimes, rest: Sequence[str], held: Sequence[str]) -> pa.Table:
    """one, other, log10_bf of every pair of the crimes held back, by a model of the rest."""
    crimes = engine.keep(backend, "solved_crime", solved.crimes).mutate(solved=True, undetected=False)
    whose = [{"person_id": who, "report_id": crime} for crime in rest for who in sorted(solved.offenders[crime])]
    suspects = engine.keep(backend, "solved_suspect", pa.Table.from_pylist(whose))
    learnt = crimes.filter(crimes.report_id.isin(list(rest)))
    model = learn_from(backend, learnt, suspects, solved.comparisons, trained_on="the rest", seed=1)
    told = prepared(backend, crimes.filter(crimes.report_id.isin(list(held))), suspects, model, solved.comparisons)
    one = told.features.select(one="report_id")
    pairs = one.cross_join(told.features.select(other="report_id")).filter(_.one < _.other)
    found = pair_evidence(pairs, told.features, model, solved.comparisons)
    table: pa.Table = found.select("one", "other", "log10_bf").order_by("one", "other").to_pyarrow()
    return table


def _by_offender(offenders: Mapping[str, frozenset[str]], seed: int) -> dict[str, str]:
    """A fold for each crime; offenders who did a crime together are in one."""
    crimes = sorted(offenders)
    people = sorted(set().union(*offenders.values()))
    place = {person: number for number, person in enumerate(people)}
    ties = [
        (place[first], place[each]) for crime in crimes for first, *rest in [sorted(offenders[crime])] for each in rest
    ]
    left, right = zip(*ties, strict=True) if ties else ((), ())
    graph = coo_matrix((np.ones(len(left)), (left, right)), shape=(len(people), len(people)))
    groups, label = connected_components(graph, directed=False)
    fold = np.random.default_rng(seed).permutation(groups) % FOLDS
    return {crime: str(fold[label[place[min(offenders[crime])]]]) for crime in crimes}


def _figures(parts: Sequence[Told], solved: SolvedCrimes) -> Figures:
    told = np.concatenate([part.log10_bf for part in parts])
    linked = np.concatenate([part.linked for part in parts])
    by_series = np.concatenate([_series_weights(part, solved.offenders) for part in parts])
    false, true, _thresholds = roc_curve(linked, told)
    ranks = [rank for part in parts for rank in _ranks(part, solved.offenders)]
    by_max, by_mean = (float(np.median([rank[place] for rank in ranks])) for place in (0, 1))
    return Figures(
        crimes=len({crime for part in parts for crime in (*part.one, *part.other)}),
        linked=int(linked.sum()),
        apart=int((~linked).sum()),
        auc=float(roc_auc_score(linked, told)),
        auc_by_series=float(roc_auc_score(linked, told, sample_weight=by_series)),
        average_precision=float(average_precision_score(linked, told)),
        cllr=cllr(told, linked),
        cllr_floor=cllr(_as_right_as_can_be(told, linked), linked),
        hits=float(true[false <= FALSE].max()),
        rank_by_max=by_max,
        rank_by_mean=by_mean,
        offenders=round(float(np.mean([rank[2] for rank in ranks]))),
        told_against=float(told[linked].min()),
    )


def cllr(told: Numbers, linked: Array) -> float:
    """Cost of log10 Bayes factors in bits: the mean of both sides, each weighing one half."""
    wrong = np.where(linked, -told, told) * math.log(10)
    cost = np.logaddexp(0.0, wrong) / math.log(2)
    return float((cost[linked].mean() + cost[~linked].mean()) / 2)


def _as_right_as_can_be(told: Numbers, linked: Array) -> Numbers:
    """log10 Bayes factors in the same order, each as often right as it says."""
    order = np.unique(told, return_inverse=True)[1]
    chance = IsotonicRegression(y_min=0, y_max=1).fit_transform(order, linked)
    prior = linked.mean() / (1 - linked.mean())
    with np.errstate(divide="ignore"):
        odds = np.log10(chance) - np.log10(1 - chance) - np.log10(prior)
    return np.asarray(np.clip(odds, -300, 300))


def _series_weights(part: Told, offenders: Mapping[str, frozenset[str]]) -> Numbers:
    """Of pairs by one offender 1 over the pairs that his series makes; 1 of others."""
    who = [
        min(offenders[a] & offenders[b]) if same else None
        for a, b, same in zip(part.one, part.other, part.linked, strict=True)
    ]
    pairs = Counter(who)
    return np.array([1.0 if each is None else 1.0 / pairs[each] for each in who])


def _ranks(part: Told, offenders: Mapping[str, frozenset[str]]) -> list[tuple[int, int, int]]:
    """Of each crime whose offender did another: his place among all offenders by the strongest pair and by the mean of
    pairs, and how many offenders there were."""
    crimes = sorted({*part.one, *part.other})
    place = {crime: number for number, crime in enumerate(crimes)}
    people = sorted(set().union(*(offenders[crime] for crime in crimes)))
    did = np.array([[person in offenders[crime] for crime in crimes] for person in people])
    told = np.full((len(crimes), len(crimes)), np.nan)
    left, right = ([place[crime] for crime in side] for side in (part.one, part.other))
    told[left, right] = told[right, left] = part.log10_bf
    found = []
    for number, crime in enumerate(crimes):
        row = told[number]
        his = did & ~np.isnan(row)
        some = his.any(axis=1)
        strongest = np.where(his, row, -np.inf).max(axis=1)[some]
        mean = (np.where(his, row, 0.0).sum(axis=1)[some]) / his.sum(axis=1)[some]
        for person in np.flatnonzero([people[each] in offenders[crime] for each in np.flatnonzero(some)]):
            by_max, by_mean = (int((of > of[person]).sum()) + 1 for of in (strongest, mean))
            found.append((by_max, by_mean, int(some.sum())))
    return found
