"""When ours counts as better, and that who did not end is named."""

from typing import Any

import pytest
from benchmarks.identity.city import page


def told(seconds: float, *scores: tuple[float, int]) -> dict[str, Any]:
    shares = {"precision": 0.9, "recall": 0.9}
    return {
        "seconds": seconds,
        "processor": seconds,
        "learning": 0.0,
        "loaded_gb": 0.1,
        "peak_gb": 0.2,
        "scores": [
            {
                "threshold": "its own",
                "bits": 6.0,
                "f1": f1,
                "pairs": 10,
                "false_merges": merges,
                "b_cubed": {"f1": f1, **shares},
                **shares,
            }
            for f1, merges in scores
        ],
    }


NEVER = {"why": "killed by signal 9"}
RECORD, TUTORIAL = told(1, (0.3, 0), (0.9, 20)), told(10, (0.8, 30), (0.95, 25))


@pytest.mark.parametrize(
    ("ours", "record", "tutorial", "better"),
    [
        pytest.param(told(15, (0.96, 19)), RECORD, TUTORIAL, True, id="better in all"),
        pytest.param(told(15, (0.96, 20)), RECORD, TUTORIAL, False, id="as many false merges"),
        pytest.param(told(15, (0.94, 19)), RECORD, TUTORIAL, False, id="below the tutorial at its best"),
        pytest.param(told(16, (0.96, 19)), RECORD, TUTORIAL, False, id="too slow"),
        pytest.param(told(15, (0.96, 21), (0.95, 1)), RECORD, TUTORIAL, False, id="only where it is sure"),
        pytest.param(told(99, (0.1, 99)), NEVER, NEVER, True, id="the others did not end"),
        pytest.param(NEVER, RECORD, TUTORIAL, False, id="ours did not end"),
    ],
)
def test_ours_is_better_at_its_own_threshold_than_the_others_at_their_best(
    ours: dict[str, Any], record: dict[str, Any], tutorial: dict[str, Any], better: bool
) -> None:
    assert page.ours_is_better({"ours": ours, "core_person_record": record, "tutorial": tutorial}) is better


def test_who_did_not_end_is_named_with_the_reason() -> None:
    written = page.page({1_000: {"ours": told(15, (0.96, 19)), "core_person_record": RECORD, "tutorial": NEVER}})
    assert "Splink's tutorial: killed by signal 9." in written
    assert "## 1,000 mentions" in written


def test_a_measure_of_nobody_joined_is_left_empty_and_is_the_worst() -> None:
    nobody = told(1, (0.9, 20))
    nobody["scores"][0] |= {"f1": None, "precision": None}
    found = {"ours": told(15, (0.96, 19)), "core_person_record": nobody, "tutorial": TUTORIAL}
    assert "| its own: 6.0 | – | 0.9000 | – |" in page.page({1_000: found})
    assert not page.ours_is_better(found | {"ours": nobody})
