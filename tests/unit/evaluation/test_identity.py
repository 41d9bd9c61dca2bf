"""Pairs joined against pairs there were."""

import ibis

from v100.evaluation.identity import score_identity


def scores(person: dict[str, str], truth: dict[str, str]) -> dict[str, float | int | None]:
    return score_identity(
        ibis.memtable({"mention_id": list(person), "person_id": list(person.values())}),
        ibis.memtable({"mention_id": list(truth), "true_id": list(truth.values())}),
    )


def test_counts_pairs() -> None:
    # True pairs ab, ac, bc, de; joined ab, cd: one of two right, one of four found.
    found = scores(
        {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3"}, {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}
    )
    assert found == {"precision": 0.5, "recall": 0.25, "f1": 1 / 3, "pairs": 4}


def test_mention_of_nobody_is_missed_and_one_without_truth_left_out() -> None:
    found = scores({"a": "1", "placeholder": "1"}, {"a": "x", "b": "x"})
    assert found == {"precision": None, "recall": 0.0, "f1": None, "pairs": 1}
