"""What people decided of two mentions: which entries hold, and how groups are built again by them."""

from decimal import Decimal
from itertools import combinations
from typing import Any

import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from v100.identity.decided import Decided, settle
from v100.identity.effects import bound
from v100.identity.parting import Group, cut

LETTERS = "abcdef"


def entry(position: int, pair: str, decision: str) -> dict[str, Any]:
    return {
        "kind": "identity",
        "entry_id": f"L{position}",
        "position": position,
        "subject": {"mentions": list(pair)},
        "decision": decision,
        "by": "DI Example",
        "at": "2026-04-01T09:00:00+00:00",
    }


def settled(*decisions: tuple[str, str], unnamed: str = "") -> Decided:
    entries = [entry(number, *decision) for number, decision in enumerate(decisions, start=1)]
    return settle(entries, set(LETTERS), set(unnamed))


def built(ties: dict[str, int], decided: Decided) -> set[str]:
    """The groups of six mentions after decisions, each as its letters."""
    found = cut(
        {letter: Group.of_one(letter, None, None) for letter in LETTERS},
        decided.pairs("same"),
        [(Decimal(weight), *pair) for pair, weight in ties.items()],
        decided.pairs("different"),
    )
    return {"".join(m for m in LETTERS if found[m] == grouping) for grouping in found.values()}


def test_the_last_decision_about_a_pair_holds() -> None:
    decided = settled(("ab", "same"), ("ba", "different"), ("ab", "unsure"))
    assert {pair: found["entry_id"] for pair, found in decided.in_force.items()} == {("a", "b"): "L3"}
    assert decided.overruled == {"L1", "L2"}
    assert decided.conflicting == set()


def test_who_was_joined_and_then_kept_apart_is_kept_apart() -> None:
    decided = settled(("ab", "same"), ("ab", "different"))
    assert (decided.overruled, decided.obeyed) == ({"L1"}, {"L2": ("a", "b")})


@pytest.mark.parametrize(
    "decisions",
    [
        (("ac", "same"), ("ab", "same"), ("bc", "same")),
        (("ac", "different"), ("bc", "same"), ("ab", "different")),
        (("ac", "unsure"), ("bc", "same"), ("ab", "different")),
        (("ac", "unsure"), ("bc", "same"), ("ab", "same")),
        (("ac", "different"), ("bc", "same"), ("ab", "unsure")),
        (("ac", "same"), ("bc", "same"), ("ab", "unsure")),
    ],
)
def test_what_agrees_is_not_overruled_and_unsure_speaks_neither_for_nor_against(
    decisions: tuple[tuple[str, str], ...],
) -> None:
    decided = settled(*decisions)
    assert len(decided.in_force) == len(decided.obeyed) == 3
    assert (decided.overruled, decided.conflicting) == (set(), set())


def test_the_same_decided_twice_is_obeyed_twice() -> None:
    decided = settled(("ab", "same"), ("ab", "same"))
    assert decided.overruled == set()
    apart = ibis.memtable({"mention_id": ["a", "b"], "grouping": ["a", "b"]})
    together = ibis.memtable({"mention_id": ["a", "b"], "person_id": ["P1", "P1"]})
    assert bound(decided, together, apart).effects == dict.fromkeys(("L1", "L2"), "obeyed: one person, P1")


def test_of_decisions_that_contradict_the_oldest_gives_way() -> None:
    """A is B, B is C, A is not C: whichever came first is overruled, and its mentions are in conflict."""
    assert settled(("ab", "same"), ("bc", "same"), ("ac", "different")).overruled == {"L1"}
    late = settled(("ac", "different"), ("ab", "same"), ("bc", "same"))
    assert late.overruled == {"L1"}
    assert late.conflicting == {"a", "c"}


def test_a_mention_that_names_nobody_is_one_with_nobody() -> None:
    decided = settled(("ab", "same"), unnamed="b")
    assert (decided.in_force, decided.nobody) == ({}, {"L1": "b"})
    assert settled(("ba", "same"), unnamed="ab").nobody == {"L1": "a"}


def test_a_mention_that_is_not_known_decides_nothing() -> None:
    decided = settle([entry(1, "az", "same"), entry(2, "ab", "different"), entry(3, "bz", "same")], set("ab"), set())
    assert set(decided.in_force) == {("a", "b")}
    assert decided.known == {"a", "b"}


def test_only_decisions_of_identity_are_read() -> None:
    """To leave two mentions out, or that a crime is theirs, says nothing of who they are."""
    left_out = entry(2, "ab", "leave_out") | {"kind": "eligibility"}
    linked = entry(3, "ab", "linked") | {"kind": "link"}
    decided = settle([entry(1, "cd", "same"), left_out, linked], set(LETTERS), set())
    assert set(decided.in_force) == {("c", "d")}
    assert decided.known == {"c", "d"}


def test_what_holds_is_told_in_words() -> None:
    rows = settled(("ba", "different"), ("cd", "same")).table.to_pyarrow().to_pylist()
    assert rows == [
        {
            "mention_a": one,
            "mention_b": other,
            "decision": decision,
            "decided": f"{decision}, by DI Example on 1 April 2026 (entry {entry_id})",
        }
        for one, other, decision, entry_id in (("a", "b", "different", "L1"), ("c", "d", "same", "L2"))
    ]


def test_same_joins_whole_groups_and_different_cuts_at_the_weakest_tie() -> None:
    ties = {"ab": 20, "cd": 20, "bc": 9}
    assert built(ties, settled(("ad", "different"))) == {"ab", "cd", "e", "f"}
    assert built({"ab": 20, "cd": 20}, settled(("ad", "same"))) == {"abcd", "e", "f"}


def test_what_people_joined_comes_before_any_tie() -> None:
    """c is a's by decision, however strongly it is tied to b, whom people keep apart from a."""
    assert built({"bc": 40, "ab": 30}, settled(("ac", "same"), ("ab", "different"))) == {"ac", "b", "d", "e", "f"}


def test_two_kept_apart_tear_nobody_else_apart() -> None:
    """All six say the same: a and b are apart and stand alone, for nothing tells whose the others are."""
    alike = {"".join(pair): 20 for pair in combinations(LETTERS, 2)}
    assert built(alike, settled(("ab", "different"))) == {"a", "b", "cdef"}


decisions = st.lists(
    st.tuples(
        st.sampled_from(["".join(pair) for pair in combinations(LETTERS, 2)]),
        st.sampled_from(("same", "different", "unsure")),
    ),
    max_size=8,
)
ties = st.dictionaries(st.sampled_from(["".join(pair) for pair in combinations(LETTERS, 2)]), st.integers(6, 9))


@given(ties=ties, decided=decisions)
def test_decisions_in_force_always_win(ties: dict[str, int], decided: list[tuple[str, str]]) -> None:
    in_force = settled(*decided)
    groups = built(ties, in_force)
    for pair, found in in_force.in_force.items():
        together = any(set(pair) <= set(group) for group in groups)
        assert found["decision"] == "unsure" or together == (found["decision"] == "same")


@given(ties=ties, decided=decisions, names=st.permutations(LETTERS))
def test_neither_order_nor_ids_decide(ties: dict[str, int], decided: list[tuple[str, str]], names: list[str]) -> None:
    other = str.maketrans(LETTERS, "".join(names))
    renamed = {"".join(sorted(pair.translate(other))): weight for pair, weight in reversed(ties.items())}
    groups = built(renamed, settled(*((pair.translate(other), decision) for pair, decision in decided)))
    assert groups == {"".join(sorted(group.translate(other))) for group in built(ties, settled(*decided))}


@given(ties=ties, decided=decisions)
def test_nobody_is_joined_whom_neither_evidence_nor_people_tie(
    ties: dict[str, int], decided: list[tuple[str, str]]
) -> None:
    in_force = settled(*decided)
    reachable = built({**ties, **{"".join(pair): 99 for pair in in_force.pairs("same")}}, settled())
    assert all(any(set(group) <= set(whole) for whole in reachable) for group in built(ties, in_force))
