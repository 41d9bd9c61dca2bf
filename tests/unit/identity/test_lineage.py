"""Ids that last, and what is said of those that do not."""

from datetime import date

import ibis
import pytest
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.identity.lineage import keep_ids, lineage

AS_AT = date(2026, 3, 31)


@pytest.fixture(scope="module")
def backend() -> Backend:
    return engine.connect()


def run(
    backend: Backend, groups: list[str], previous: dict[str, str] | None, as_at: date = AS_AT
) -> tuple[dict[str, str], set[tuple[str, str, str, int]]]:
    """Ids by group (its letters are its mentions), and the lineage."""
    held = [{"mention_id": m, "grouping": min(group), "doubt": "none"} for group in groups for m in group]
    now = backend.create_table("now", ibis.memtable(held), overwrite=True)
    before = None
    if previous is not None:
        rows = [{"person_id": person, "mention_id": m} for person, mentions in previous.items() for m in mentions]
        before = backend.create_table("before", ibis.memtable(rows), overwrite=True)
    people = backend.create_table("people", keep_ids(now, before, side="suspect", as_at=as_at), overwrite=True)
    id_of = {row["mention_id"]: row["person_id"] for row in people.to_pyarrow().to_pylist()}
    told = lineage(people, before).to_pyarrow().to_pylist()
    return (
        {group: id_of[group[0]] for group in groups},
        {(row["from_id"], row["to_id"], row["kind"], row["mentions"]) for row in told},
    )


def test_new_id_is_a_hash_of_date_and_smallest_mention(backend: Backend) -> None:
    ids, told = run(backend, ["ab", "c"], None)
    again, _ = run(backend, ["abx"], None)
    later, _ = run(backend, ["ab"], None, date(2026, 4, 30))
    assert ids["ab"] == again["abx"] != later["ab"]
    assert all(len(person) == 16 and person[0] == "P" for person in ids.values())
    assert told == set()


def test_kept_with_a_new_mention(backend: Backend) -> None:
    ids, told = run(backend, ["abz"], {"P1": "ab"})
    assert ids == {"abz": "P1"}
    assert told == {("P1", "P1", "kept", 2)}


def test_merged_bears_the_id_of_him_who_brought_most(backend: Backend) -> None:
    ids, told = run(backend, ["abcde"], {"P1": "ab", "P2": "cde"})
    assert ids == {"abcde": "P2"}
    assert told == {("P1", "P2", "merged", 2), ("P2", "P2", "kept", 3)}


def test_split_id_goes_with_the_larger_part(backend: Backend) -> None:
    ids, told = run(backend, ["a", "bc"], {"P1": "abc"})
    assert ids["bc"] == "P1" != ids["a"]
    assert told == {("P1", "P1", "kept", 2), ("P1", ids["a"], "split", 1)}


def test_equal_parts_go_by_smallest_mention(backend: Backend) -> None:
    ids, _ = run(backend, ["ad", "bc"], {"P1": "abcd"})
    assert ids["ad"] == "P1"
    merged, told = run(backend, ["abcd"], {"P1": "bd", "P2": "ac"})
    assert merged["abcd"] == "P2"
    assert ("P1", "P2", "merged", 2) in told


def test_part_split_off_never_takes_the_id_that_went_with_the_rest(backend: Backend) -> None:
    first, _ = run(backend, ["abc"], None)
    ids, _ = run(backend, ["a", "bc"], {first["abc"]: "abc"})
    assert ids["bc"] == first["abc"]
    assert ids["a"] != first["abc"]
