"""What levels are worth is learnt from pairs: as the shares say, nothing where they say nothing, borrowed where few."""

from collections.abc import Mapping

import numpy as np
import pytest

from v100.linkage.comparisons import valued
from v100.linkage.learning import balanced, cllr, fit, learn, weigh
from v100.linkage.pairs import Pairs

SAYS, SILENT = valued("says", "one that says"), valued("silent", "one that says nothing")
BOTH = (SAYS, SILENT)


def pairs(size: int, *, category: str = "robbery", alike: Mapping[bool, float], seed: int = 1) -> Pairs:
    """As many by one offender as by two; `alike`: the share of either (by one: True) in which `says` is the same."""
    random = np.random.default_rng(seed)
    linked = np.repeat([True, False], size)
    share = np.where(linked, alike[True], alike[False])
    says = np.where(random.random(2 * size) < share, 3, 0)
    silent = random.integers(-1, 6, 2 * size)
    name = np.array([f"{category} {number}" for number in range(2 * size)])
    fold = np.arange(2 * size) % 5
    levels = {"says": says, "silent": silent}
    return Pairs(name, name, np.full(2 * size, category), linked, np.where(linked, 1, 0), fold, levels)


def together(*parts: Pairs) -> Pairs:
    columns = ("one", "other", "category", "linked", "others", "fold")
    whole = {column: np.concatenate([getattr(part, column) for part in parts]) for column in columns}
    return Pairs(
        **whole, levels={name: np.concatenate([part.levels[name] for part in parts]) for name in parts[0].levels}
    )


def test_a_level_is_worth_the_log_of_its_shares() -> None:
    """The same in 60 % of pairs by one and in 10 % of those by two: 0.78 for it, -0.35 against."""
    worth = fit(pairs(20_000, alike={True: 0.6, False: 0.1}), BOTH, 10.0)["robbery"]
    assert worth["says"][3] == pytest.approx(np.log10(0.6 / 0.1), abs=0.05)
    assert worth["says"][0] == pytest.approx(np.log10(0.4 / 0.9), abs=0.05)
    assert max(map(abs, worth["silent"])) < 0.05


def test_it_is_not_free_in_what_few_pairs_say() -> None:
    many, few = (fit(pairs(size, alike={True: 1.0, False: 0.0}), BOTH, 1.0)["robbery"] for size in (5_000, 5))
    assert 0 < few["says"][3] < many["says"][3]


def test_a_category_of_few_pairs_borrows_from_all() -> None:
    rich = pairs(5_000, alike={True: 0.6, False: 0.1})
    poor = pairs(4, category="sexual", alike={True: 0.1, False: 0.6}, seed=2)
    worth = fit(together(rich, poor), BOTH, 1.0)
    alone = fit(poor, BOTH, 1.0)
    assert alone["sexual"]["says"][3] + 0.1 < worth["sexual"]["says"][3] < worth["robbery"]["says"][3] - 0.1


def test_categories_with_pairs_enough_go_their_own_way() -> None:
    one = pairs(5_000, alike={True: 0.6, False: 0.1})
    other = pairs(5_000, category="sexual", alike={True: 0.1, False: 0.6}, seed=2)
    worth = fit(together(one, other), BOTH, 1.0)
    assert worth["robbery"]["says"][3] > 0.5
    assert worth["sexual"]["says"][3] < -0.5


def test_what_is_not_known_weighs_nothing() -> None:
    whole = pairs(1_000, alike={True: 0.6, False: 0.1})
    silent = Pairs(**{**vars(whole), "levels": {name: np.full(2_000, -1) for name in ("says", "silent")}})
    assert weigh(silent, fit(whole, BOTH, 1.0), BOTH).tolist() == [0.0] * 2_000


def test_a_long_series_weighs_as_its_crimes() -> None:
    """Ten crimes of one make 45 pairs of a ninth each: as five pairs by two crimes of another."""
    long = Pairs(**{**vars(pairs(45, alike={True: 0.5, False: 0.5})), "others": np.repeat([9, 0], 45)})
    weights = balanced(long)
    assert weights[:45].sum() == pytest.approx(5.0)
    assert weights[45:].sum() == pytest.approx(5.0), "both sides weigh the same"


def test_where_nothing_can_be_learnt_nothing_is_promised() -> None:
    """Both sides are alike: what is learnt costs no less than to say nothing, and hardly more."""
    nothing = pairs(2_000, alike={True: 0.3, False: 0.3})
    parts, _ridge = learn(nothing, BOTH)
    other = pairs(2_000, alike={True: 0.3, False: 0.3}, seed=9)
    assert cllr(weigh(other, parts, BOTH), other) == pytest.approx(1.0, abs=0.02)
    assert max(abs(part) for worth in parts.values() for levels in worth.values() for part in levels) < 0.2
