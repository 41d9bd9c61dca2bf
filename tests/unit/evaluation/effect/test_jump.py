"""The jump at the cut: the published example, a ratio by hand, what was planted, what was not."""

import numpy as np
import pytest
from rdrobust import rdrobust_RDsenate

from studies_made_up import happens, standing
from v100.evaluation.effect.estimate import SEEN, of_two
from v100.evaluation.effect.jump import jump, moved


def test_the_published_example_of_the_method_comes_out() -> None:
    """Incumbency in the US Senate, the example of Calonico, Cattaneo, Farrell and Titiunik (2017), Stata Journal 17(2).
    Stata's rdrobust prints 7.4141, robust 4.0937 to 10.9193 (shown in the README of droodman/rdboottest). Each election
    is a cluster of its own here, and errors are by nearest neighbours as there: the library is asked directly."""
    from rdrobust import rdrobust

    senate = rdrobust_RDsenate()
    found = rdrobust(senate.vote, senate.margin)
    assert found.coef.loc["Conventional"].iloc[0] == pytest.approx(7.4141, abs=5e-5)
    assert found.ci.loc["Robust"].tolist() == pytest.approx([4.0937, 10.9193], abs=5e-5)


def test_our_jump_of_the_published_example_is_the_librarys_with_clusters() -> None:
    """By state: the bias-corrected jump and its robust interval as rdrobust gives them with the same clusters."""
    from rdrobust import rdrobust

    senate = rdrobust_RDsenate().dropna(subset=["vote", "margin"]).rename(columns={"margin": "x", "state": "person_id"})
    wanted = rdrobust(senate.vote, senate.x, cluster=senate.person_id, vce="cr1", masspoints="off", bwcheck=10)
    found = jump(senate, "vote")
    assert found is not None
    assert found.difference.value == pytest.approx(wanted.coef.loc["Robust"].iloc[0])
    assert [found.difference.low, found.difference.high] == pytest.approx(wanted.ci.loc["Robust"].tolist(), rel=1e-4)


def test_a_ratio_of_two_means_by_fieller() -> None:
    """Above 30 with variance 4, below 10 with variance 1, z = 2: (100 − 4) r² − 600 r + (900 − 16) = 0, so r is
    (600 ± √20544) / 192."""
    found = of_two(30, 4, 10, 1, z=2)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((3, 2.3785, 3.8715), abs=1e-4)
    assert found.rise == pytest.approx(1 + SEEN * 5**0.5 / 10)


def test_a_ratio_to_hardly_anything_has_no_upper_end() -> None:
    """Below may be nought: 1 − 4 < 0. Above 30 cannot: −3 r² − 60 r + 884 = 0 at r = (√14208 − 60) / 6."""
    found = of_two(30, 4, 1, 1, z=2)
    assert found is not None
    assert found.low == pytest.approx(9.8662, abs=1e-4)
    assert found.high == float("inf")
    assert found.fall is None
    assert of_two(30, 4, 0, 1) is None


@pytest.mark.parametrize("times", [1.0, 2.0])
def test_what_was_planted_is_found_and_nothing_where_nothing_was(times: float) -> None:
    rows = standing(runs=12)
    found = jump(rows.assign(arrested=happens(rows, 0.3, times, seed=3)), "arrested")
    assert found is not None
    assert found.ratio is not None
    assert found.ratio.holds(times)
    assert found.ratio.holds(1) is (times == 1)
    assert found.below == pytest.approx(0.3, abs=0.1)


def test_too_few_say_nothing() -> None:
    rows = standing(runs=1)
    four = rows.assign(arrested=((rows["rank"] > 96) & (rows["rank"] <= 100) | (rows["rank"] > 300)).astype(float))
    assert jump(four, "arrested") is None
    assert jump(rows.assign(arrested=np.nan), "arrested") is None


def test_who_is_moved_by_the_cut_bears_all_of_its_effect() -> None:
    """Half of the listed are adopted and nobody else; adopted men are arrested 40 points oftener: so the cut moves half
    as many men, and each of them by 40 points."""
    rows, random = standing(runs=12), np.random.default_rng(5)
    adopted = (rows.listed & (random.random(len(rows)) < 0.5)).astype(float)
    arrested = (random.random(len(rows)) < 0.2 + 0.4 * adopted).astype(float)
    found = moved(rows.assign(adopted=adopted, arrested=arrested), "arrested", "adopted")
    assert found is not None
    first, effect = found
    assert first.holds(0.5)
    assert first.low > 0.3
    assert effect.holds(0.4)
    assert effect.low > 0
