"""Pairs joined against pairs there were, worked by hand."""

from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

from v100.evaluation.matching import matched, measures, measures_by


def found(person: dict[str, str], truth: dict[str, str]) -> ir.Table:
    return matched(
        ibis.memtable({"mention_id": list(person), "person_id": list(person.values())}),
        ibis.memtable({"mention_id": list(truth), "true_id": list(truth.values())}),
    )


HALF = found({"a": "1", "b": "1", "c": "2", "d": "2", "e": "3"}, {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"})
"""True pairs ab, ac, bc, de; joined ab, cd: one of two right, one of four found."""


def plain(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("precision", "recall", "f1", "pairs")}


def test_counts_pairs() -> None:
    assert plain(measures(HALF)) == {"precision": 0.5, "recall": 0.25, "f1": 1 / 3, "pairs": 4}


def test_counts_mentions() -> None:
    # precision: a 1, b 1, c 1/2, d 1/2, e 1; recall: a 2/3, b 2/3, c 1/3, d 1/2, e 1/2.
    by_mention = measures(HALF)["b_cubed"]
    assert by_mention["precision"] == pytest.approx(4 / 5)
    assert by_mention["recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)


def test_a_group_is_judged_by_the_pairs_that_touch_it() -> None:
    # c and e: true ac, bc, de (none found); joined cd (wrong).
    groups = ibis.memtable({"mention_id": ["c", "e", "a"], "kind": ["k"] * 3, "group": ["g", "g", "h"]})
    g, h = measures_by(HALF, groups)
    assert plain(g) == {"precision": 0.0, "recall": 0.0, "f1": None, "pairs": 3}
    assert plain(h) == {"precision": 1.0, "recall": 0.5, "f1": 2 / 3, "pairs": 2}
    assert (g["mentions"], h["mentions"]) == (2, 1)


def test_a_mention_of_nobody_is_missed_and_one_without_truth_left_out() -> None:
    told = measures(found({"a": "1", "placeholder": "1"}, {"a": "x", "b": "x"}))
    assert plain(told) == {"precision": None, "recall": 0.0, "f1": None, "pairs": 1}
    assert told["b_cubed"] == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)}
