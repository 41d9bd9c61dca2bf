"""How far links in doubt move the ranks, and which to settle first: small worlds counted by hand."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from v100.harm import Links, chances, links, questions
from v100.harm.chance import SAMPLES
from v100.tables import RUN

EVEN, JOIN, SURE = 6.0, 6.0, 12.0
People = dict[str, dict[str, int]]
"""By person the days of each of his mentions, a report each; a person is named like P1, his mentions like a."""


def world(people: People, pairs: dict[str, float], **decided: str) -> dict[str, ir.Table]:
    """The tables of a run. A pair of mentions (ab) is joined when one person holds both."""
    ranked = sorted(people, key=lambda person: (-sum(people[person].values()), person))
    person_of = {mention: person for person, held in people.items() for mention in held}
    rows: dict[str, list[dict[str, Any]]] = {
        "ranking": [
            {"rank": place, "person_id": person, "harm_days": Decimal(sum(people[person].values()))}
            for place, person in enumerate(ranked, start=1)
        ],
        "person_mention": [{"person_id": p, "mention_id": m, "side": "suspect"} for m, p in person_of.items()],
        "suspect": [{"mention_id": mention, "report_id": f"R{mention}"} for mention in person_of],
        "harm_line": [
            {"person_id": p, "report_id": f"R{m}", "line": 1, "days": Decimal(people[p][m]), "counted": True}
            for m, p in person_of.items()
        ],
        "match": [
            {
                "side": "suspect",
                "mention_a": pair[0],
                "mention_b": pair[1],
                "match_weight": weight,
                "joined": person_of[pair[0]] == person_of[pair[1]],
                "decided": decided.get(pair),
            }
            for pair, weight in pairs.items()
        ],
    }
    return {name: ibis.memtable(RUN[name].arrow(held)) for name, held in rows.items()}


def in_doubt(tables: dict[str, ir.Table], list_size: int = 1, apart: Iterable[tuple[str, str]] = ()) -> Links:
    return links(tables, even=EVEN, join=JOIN, sure=SURE, list_size=list_size, apart=apart)


def measured(tables: dict[str, ir.Table], list_size: int = 1) -> dict[str, tuple[Any, ...]]:
    found = links(tables, even=EVEN, join=JOIN, sure=SURE, list_size=list_size, everybody=False)
    rows = chances(found, list_size).to_pyarrow().to_pylist()
    return {
        row["person_id"]: (row["chance_in_top"], row["rank_low"], row["rank_high"], row["weakest_link"]) for row in rows
    }


def share(weight: float) -> float:
    """The chance of a link in whole samples: even at the bar at which mentions are joined."""
    return round(SAMPLES / (1 + 2 ** (JOIN - weight))) / SAMPLES


def test_without_doubt_everybody_keeps_his_rank() -> None:
    tables = world({"P1": {"a": 30, "b": 30}, "P2": {"c": 50}, "P3": {"d": 1}}, {"ab": 20.0, "bc": 6.5})
    assert measured(tables) == {"P1": (1.0, 1, 1, None), "P2": (0.0, None, None, None), "P3": (0.0, None, None, None)}


def test_a_man_joined_in_doubt_is_listed_as_often_as_the_link_holds() -> None:
    tables = world({"P1": {"a": 30, "b": 30}, "P2": {"c": 50}}, {"ab": 9.0})
    held = share(9.0)
    assert measured(tables) == {"P1": (held, 1, 2, ["a", "b"]), "P2": (pytest.approx(1 - held), 1, 2, None)}


def test_two_who_may_be_one_are_listed_as_often_as_the_link_holds() -> None:
    tables = world({"P1": {"a": 50}, "P2": {"b": 30}, "P3": {"c": 30}}, {"bc": 5.0})
    held = share(5.0)
    first, second, third = (measured(tables)[person] for person in ("P1", "P2", "P3"))
    assert first == (pytest.approx(1 - held), 1, 2, None)
    assert second == (held, 1, 2, ["b", "c"])
    assert third == (held, 1, 3, ["b", "c"])


def test_who_cannot_reach_the_list_is_not_measured() -> None:
    tables = world({"P1": {"a": 50}, "P2": {"b": 20}, "P3": {"c": 20}}, {"bc": 3.0})
    assert measured(tables)["P2"] == (0.0, None, None, None)


def test_what_is_settled_is_in_no_doubt() -> None:
    people = {"P1": {"a": 30, "b": 30}, "P2": {"c": 50}, "P3": {"d": 40}}
    assert [tie.mention_b for tie in in_doubt(world(people, {"ab": 7.0, "cd": 3.0})).ties] == ["b", "d"]
    same = world(people, {"ab": -9.0}, ab="same, by DI Example on 1 April 2026 (entry L1)")
    assert in_doubt(same).ties == []
    refused = world(people, {"cd": 8.0, "ac": 2.0}, ac="different, by DI Example on 1 April 2026 (entry L1)")
    assert in_doubt(refused).ties == []


def test_a_decision_settles_every_link_between_the_two_groups() -> None:
    """a and b are one man beyond doubt, so what keeps a from c keeps b from c too."""
    tables = world({"P1": {"a": 30, "b": 30}, "P2": {"c": 50}}, {"ab": 20.0, "ac": 2.0, "bc": 4.0})
    assert [(tie.mention_a, tie.mention_b) for tie in in_doubt(tables).ties] == [("b", "c")]
    assert in_doubt(tables, apart=[("a", "c")]).ties == []


def test_a_line_that_two_of_his_mentions_bear_counts_once() -> None:
    tables = world({"P1": {"a": 30, "b": 0}}, {"ab": 7.0})
    rows = [{"mention_id": mention, "report_id": "Ra"} for mention in "ab"]
    found = in_doubt({**tables, "suspect": ibis.memtable(RUN["suspect"].arrow(rows))})
    assert found.days_of_person.tolist() == [300_000]


def test_asked_first_is_what_moves_the_list_then_days_then_what_is_nearest_to_joining() -> None:
    people = {
        "P1": {"a": 100},
        "P2": {"b": 40, "c": 50},  # cut, he stays below P1; joined with P3 he passes him
        "P3": {"d": 35},
        "P4": {"e": 9, "f": 8},
        "P5": {"g": 3, "h": 8},
    }
    tables = world(people, {"bc": 7.0, "cd": 3.0, "ef": 6.5, "gh": 11.0})
    asked = questions(in_doubt(tables), list_size=1, even=EVEN)
    order = [
        (each.tie.mention_a + each.tie.mention_b, each.moves, each.days, each.rank, each.rank_then) for each in asked
    ]
    assert order == [("cd", True, 35, 2, 1), ("bc", False, 40, 2, 2), ("ef", False, 8, 4, 5), ("gh", False, 3, 5, 5)]
    asked = questions(in_doubt(tables, 2), list_size=2, even=EVEN)
    assert [(each.tie.mention_a, each.moves, each.people) for each in asked[:2]] == [
        ("b", False, ("P2",)),
        ("c", False, ("P2", "P3")),
    ]


@settings(max_examples=8, deadline=None)
@given(weights=st.lists(st.floats(0, 11.9), min_size=3, max_size=3), seed=st.randoms())
def test_neither_order_nor_how_often_it_is_measured_changes_it(weights: list[float], seed: Any) -> None:
    people = {"P1": {"a": 30, "b": 30}, "P2": {"c": 50}, "P3": {"d": 20, "e": 20}}
    pairs = dict(
        zip(("ab", "cd", "de"), (max(weights[0], JOIN), min(weights[1], 5.9), max(weights[2], JOIN)), strict=True)
    )
    shuffled = sorted(pairs, key=lambda _: seed.random())
    first = measured(world(people, pairs), 2)
    assert measured(world(people, {pair: pairs[pair] for pair in shuffled}), 2) == first
    assert all(0 <= chance <= 1 for chance, *_ in first.values())
