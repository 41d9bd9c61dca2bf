"""Rows for a benchmark are whole persons."""

from collections import Counter

import ibis
from benchmarks.identity.city.rows import whole_persons
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(deadline=None)
@given(
    held=st.lists(st.integers(1, 5), min_size=1, max_size=12),
    wanted=st.integers(0, 40),
)
def test_whole_persons_as_many_as_fit(held: list[int], wanted: int) -> None:
    true = [f"P{person}" for person, count in enumerate(held) for _ in range(count)]
    table = ibis.memtable(
        {"mention_id": [f"M{number}" for number in range(len(true))], "true_id": true},
        schema={"mention_id": "string", "true_id": "string"},
    )
    chosen = whole_persons(table, wanted).to_pyarrow().to_pylist()
    taken = Counter(row["true_id"] for row in chosen)
    assert taken == {person: count for person, count in Counter(true).items() if person in taken}
    assert len(chosen) <= wanted
    largest = max((count for person, count in Counter(true).items() if person not in taken), default=0)
    assert len(taken) == len(held) or len(chosen) + largest > wanted
