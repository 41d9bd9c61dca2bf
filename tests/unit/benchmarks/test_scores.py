"""The best threshold is the one that no other beats."""

import pandas as pd
from benchmarks.identity.scores import Score, at_best_threshold, score
from hypothesis import given, settings
from hypothesis import strategies as st

ROWS = "abcdefgh"


@settings(deadline=None)
@given(
    weighed=st.lists(
        st.tuples(st.integers(-3, 3), st.sampled_from(ROWS), st.sampled_from(ROWS)).filter(
            lambda pair: pair[1] < pair[2]
        ),
        max_size=12,
    ),
    persons=st.lists(st.sampled_from("xyz"), min_size=len(ROWS), max_size=len(ROWS)),
)
def test_no_threshold_is_better_than_the_best(weighed: list[tuple[int, str, str]], persons: list[str]) -> None:
    truth = pd.Series(persons, index=list(ROWS))
    pairs = pd.DataFrame(weighed, columns=["weight", "one", "other"])
    bar, best = at_best_threshold(pairs, truth)
    tried = {each: score(together(weighed, each), truth) for each in (*range(-3, 4), float("inf"))}
    assert best.f1 == max(found.f1 for found in tried.values())
    assert best == tried[bar]


def together(weighed: list[tuple[int, str, str]], bar: float) -> dict[str, str]:
    group = {row: row for row in ROWS}
    for weight, one, other in weighed:
        if weight >= bar:
            kept, gone = group[one], group[other]
            group = {row: kept if held == gone else held for row, held in group.items()}
    return group


def test_of_two_thresholds_as_good_the_higher_is_taken() -> None:
    truth = pd.Series(["x", "x"], index=["a", "b"])
    pairs = pd.DataFrame([(5.0, "a", "b"), (3.0, "a", "b")], columns=["weight", "one", "other"])
    assert at_best_threshold(pairs, truth) == (5.0, Score(1, 0, 0))
