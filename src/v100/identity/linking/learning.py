"""What agreement is worth, learned without labels by expectation-maximisation over all pairs of rows at once.

A pair is of one of five kinds: one person; two strangers; two people of one home, who share surname, home and phone
(`compared.HOUSEHOLD`) as often as one person does, and all else as strangers do; twins, who share their birth too; and
namesakes, whose names (`compared.NAMESAKES`) are alike in a way of their own, for forenames and surnames go together,
and all else as strangers' is. Within a kind the comparisons are taken as independent (Fellegi and Sunter 1969). Pairs
that no blocking rule found count as strangers. What strangers share by chance is the share among all pairs, less what
the other kinds bring to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from v100.identity.comparisons import Comparison
from v100.identity.linking.compared import HOUSEHOLD, NAMESAKES

Numbers = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int64]

TWINS = 0.01
"""Of two people of one home, so many share a birth. Stated."""

EXPECTED_PAIRS = 10.0
EXPECTED_FIRST, EXPECTED_LAST = 0.75, 0.08
"""Before anything is learned, true pairs are taken to agree fully, and to differ, so often: worth so many pairs."""

LEAST_M = 0.005
"""No disagreement is taken for rarer than this among true pairs, however clean those found."""

LEAST_U = 1e-6
"""No agreement is taken for rarer than this among strangers; nor for rarer than half a pair of those there are."""

FEWEST = 0.5
"""Pairs of a kind: never taken for fewer, so that no kind is impossible."""

ROUNDS = 500
SETTLED = 1e-5


@dataclass(frozen=True)
class Patterns:
    """Pairs counted by the levels that they show: `levels` (pattern x comparison), `counts` (pattern)."""

    levels: Levels
    counts: Numbers


@dataclass(frozen=True)
class Apart:
    """The pairs that no blocking rule found: how many of them tell, and a sample's `shares` of the levels."""

    pairs: float
    shares: Numbers


@dataclass(frozen=True)
class Learned:
    """`prior`: chance that any two rows are one person; `household`, `namesakes`: odds that two who are not are of one
    home, or namesakes; `m`, `u`, `k`: for each comparison the chance of each level, by its number, among true pairs,
    strangers and namesakes."""

    prior: float
    household: float
    namesakes: float
    m: list[Numbers]
    u: list[Numbers]
    k: list[Numbers]


def learn(compared: Patterns, apart: Sequence[Apart], rows: int, comparisons: Sequence[Comparison]) -> Learned:
    """From the pairs that blocking found among `rows` rows, and for each comparison those that it did not find."""
    everything = max(rows * (rows - 1) / 2, 1.0)
    names = [comparison.name for comparison in comparisons]
    at_home = [name in HOUSEHOLD for name in names]
    as_twins = [name in (*HOUSEHOLD, "birth") for name in names]
    in_name = [name in NAMESAKES for name in names]
    homes = any(name in HOUSEHOLD[1:] for name in names)
    named = {"forename", "surname"} <= set(names) and not all(in_name)
    m = [_expected(comparison) for comparison in comparisons]
    k = [_expected(comparison) for comparison in comparisons]
    u = [
        _among_strangers(compared, number, compared.counts, apart[number], each)
        for number, each in enumerate(comparisons)
    ]
    persons, relatives, namesakes = rows / 10, rows / 10 * homes, rows / 10 * named
    for _ in range(ROUNDS):
        before = persons
        true = persons * _chance(compared.levels, m)
        home = relatives * (
            (1 - TWINS) * _chance(compared.levels, _mixed(m, u, at_home))
            + TWINS * _chance(compared.levels, _mixed(m, u, as_twins))
        )
        alike = namesakes * _chance(compared.levels, _mixed(k, u, in_name))
        share = compared.counts / (true + home + alike + everything * _chance(compared.levels, u))
        is_true, is_home, is_alike = share * true, share * home, share * alike
        persons = max(float(is_true.sum()), FEWEST)
        relatives = max(float(is_home.sum()), FEWEST) * homes
        namesakes = max(float(is_alike.sum()), FEWEST) * named
        for number, comparison in enumerate(comparisons):
            levels = compared.levels[:, number]
            strange = compared.counts - is_true - is_home * at_home[number] - is_alike * in_name[number]
            m[number] = _among_alike(levels, is_true, comparison)
            k[number] = _among_alike(levels, is_alike, comparison)
            u[number] = _among_strangers(compared, number, strange, apart[number], comparison)
        if abs(persons - before) < SETTLED * persons:
            break
    return Learned(min(persons / everything, 0.5), relatives / everything, namesakes / everything, m, u, k)


def _chance(levels: Levels, chances: list[Numbers]) -> Numbers:
    """The chance of each pattern; a comparison that says nothing leaves it as it is."""
    found = np.ones(len(levels))
    for number, of_level in enumerate(chances):
        found = found * np.append(of_level, 1.0)[levels[:, number]]
    return found


def _mixed(m: list[Numbers], u: list[Numbers], alike: list[bool]) -> list[Numbers]:
    return [m_ if as_one else u_ for m_, u_, as_one in zip(m, u, alike, strict=True)]


def _expected(comparison: Comparison) -> Numbers:
    """From the least alike to the most, as Comparison.number counts."""
    between = len(comparison.levels) - 1
    shares = [EXPECTED_LAST, *[(1 - EXPECTED_FIRST - EXPECTED_LAST) / max(between, 1)] * between, EXPECTED_FIRST]
    expected = np.array(shares)
    return _stated(expected / expected.sum(), comparison)


def _among_alike(levels: Levels, pairs: Numbers, comparison: Comparison) -> Numbers:
    found = _by_level(levels, pairs, comparison)
    shares = (found + EXPECTED_PAIRS * _expected(comparison)) / (found.sum() + EXPECTED_PAIRS)
    return _stated(np.maximum(shares, LEAST_M), comparison)


def _among_strangers(
    compared: Patterns, number: int, strange: Numbers, apart: Apart, comparison: Comparison
) -> Numbers:
    """A swapped name and an alias agree by chance as often as the same name does."""
    found = _by_level(compared.levels[:, number], strange, comparison) + apart.pairs * apart.shares
    pairs = max(found.sum(), 1.0)
    u: Numbers = np.maximum(found / pairs, max(LEAST_U, 0.5 / pairs))
    for level in comparison.levels:
        if level.name in ("swapped", "alias"):
            u[comparison.number(level.name)] = u[comparison.number("same")]
    return u


def _by_level(levels: Levels, weights: Numbers, comparison: Comparison) -> Numbers:
    told = levels >= 0
    found = np.bincount(levels[told], weights=weights[told], minlength=len(comparison.level_names))
    return found.astype(np.float64)


def _stated(m: Numbers, comparison: Comparison) -> Numbers:
    """What follows from another comparison, which weighs it, is certain here."""
    for level in comparison.levels:
        if level.follows:
            m[comparison.number(level.name)] = 1.0
    return m
