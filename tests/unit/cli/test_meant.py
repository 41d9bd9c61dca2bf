"""Which two mentions are meant, and the evidence of the pair: also of a mention that repeats another."""

from typing import Any

import pytest

from runs_made_up import seal
from v100.cli.meant import two_mentions
from v100.store.runs import Run

A1, A2, A3, B1, B2 = "X-A1", "X-A2", "X-A3", "X-B1", "X-B2"
REPEATS = {A2: A1, A3: A1, B2: B1}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two people; the first says one thing three times, the second another twice."""
    mentions = [
        {"person_id": f"P-{one[2]}", "mention_id": one, "side": "suspect", "repeats": REPEATS.get(one)}
        for one in (A1, A2, A3, B1, B2)
    ]
    pairs = ((A1, A2, 30.0), (A1, A3, 30.0), (A1, B1, 7.0), (B1, B2, 25.0))
    match: list[dict[str, Any]] = [
        {"side": "suspect", "mention_a": one, "mention_b": other, "match_weight": bits, "joined": bits > 20}
        for one, other, bits in pairs
    ]
    return seal(tmp_path_factory.mktemp("store"), person_mention=mentions, match=match)


@pytest.mark.parametrize(
    ("one", "other", "mentions", "bits"),
    [
        ("P-A", "P-B", (A1, B1), 7.0),
        (A1, B1, (A1, B1), 7.0),
        (B2, A3, (A3, B2), 7.0),
        (A2, "P-B", (A2, B1), 7.0),
        (A1, A3, (A1, A3), 30.0),
        (A3, A2, (A2, A3), 30.0),
        ("P-A", "M000-0", (A1, "M000-0"), None),
    ],
)
def test_the_evidence_is_that_of_the_mention_compared_for_it(
    run: Run, one: str, other: str, mentions: tuple[str, str], bits: float | None
) -> None:
    meant = two_mentions(run, one, other)
    assert meant.mentions == tuple(sorted(mentions))
    assert (meant.match["match_weight"] if meant.match else None) == bits
