"""What is said of two mentions that people ask about."""

from typing import Any

import pytest

from v100.cli.decide import verdict

FOUND: dict[str, Any] = {
    "match_weight": 14.0,
    "thresholds": {"shown": 0.0, "join": 10.0, "sure": 20.0},
    "ids_differ": False,
    "twins": False,
    "joined": True,
    "passed_over": False,
}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "10 bits or more join, 20 are beyond doubt. In the run they are one person."),
        ({"match_weight": 21.0}, "20 bits or more: no doubt by themselves"),
        ({"match_weight": 5.0, "joined": False}, "Fewer than 10 bits do not join; in doubt. In the run they are two."),
        ({"match_weight": -3.0, "joined": False}, "Too little to join them"),
        ({"passed_over": True, "joined": False}, "but the run never compared them"),
        ({"ids_differ": True, "joined": False}, "their police ids differ, so they are not joined"),
    ],
)
def test_the_verdict_says_why_they_are_one_or_two(changed: dict[str, Any], words: str) -> None:
    assert words in verdict({**FOUND, **changed})
    assert ("never compared" in verdict({**FOUND, **changed})) == ("passed_over" in changed)
