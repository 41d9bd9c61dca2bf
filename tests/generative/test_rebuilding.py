"""Groups built up from cores are those that are built up from every mention and every pair."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Any

import ibis
import pytest
from ibis.backends.duckdb import Backend

from v100.identity.model import Model
from v100.identity.parting import Bridges, Group, part
from v100.identity.rebuilding import rebuild
from v100.identity.soundness import YEARS_APART
from v100.identity.standard import COLUMNS, SAYS

MODEL = Model.load("suspect")
WEIGHTS = [Decimal(bits) for bits in ("-3", "2", "6", "8", "11.5", "12", "14", "20", "31.5", "32", "40")]
STANDARD = dict.fromkeys((*COLUMNS, SAYS), "string") | {"birth_year": "int32", "pnc_sound": "boolean"}
PAIRS = {"mention_a": "string", "mention_b": "string", "match_weight": "decimal(9, 3)", "ids_differ": "boolean"}

Row = dict[str, Any]


def said_of(row: Row) -> str:
    return repr([row[column] for column in ("given", "birth_year", "pnc_key", "pnc_sound")])


def some_mentions(random: Random, world: int) -> list[Row]:
    mentions = [
        dict.fromkeys(COLUMNS)
        | {
            "mention_id": f"M{world:03d}-{number}",
            "given": random.choice("abcdef") + str(world),
            "birth_year": random.choice((None, None, 1962, 1975, 1990)),
            "pnc_key": (pnc := random.choice((None, None, None, "1", "2"))),
            "pnc_sound": pnc is not None and random.random() < 0.7,
        }
        for number in range(random.randint(3, 11))
    ]
    return [row | {SAYS: said_of(row)} for row in mentions]


def some_pairs(random: Random, mentions: list[Row]) -> list[Row]:
    """Every pair; who says the same is as like another as he who said it first."""
    weight: dict[frozenset[str], Decimal] = defaultdict(lambda: random.choice(WEIGHTS))
    return [
        {
            "mention_a": one["mention_id"],
            "mention_b": other["mention_id"],
            "match_weight": weight[frozenset({said_of(one), said_of(other)})],
            "ids_differ": False,
        }
        for one, other in combinations(mentions, 2)
    ]


def reached(mentions: list[Row], ties: Iterable[Row]) -> dict[str, str]:
    """The smallest mention that each can be reached from."""
    group_of = {row["mention_id"]: {row["mention_id"]} for row in mentions}
    for tie in ties:
        whole = group_of[tie["mention_a"]] | group_of[tie["mention_b"]]
        group_of.update(dict.fromkeys(whole, whole))
    return {mention: min(group) for mention, group in group_of.items()}


def by_mentions(
    mentions: list[Row], edges: list[Row], pairs: list[Row], against: set[tuple[str, str]]
) -> dict[str, str]:
    said = {row["mention_id"]: said_of(row) for row in mentions}
    backing: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair["match_weight"] >= MODEL.thresholds.even:
            backing[said[pair["mention_a"]]].add(said[pair["mention_b"]])
            backing[said[pair["mention_b"]]].add(said[pair["mention_a"]])
    return part(
        {
            row["mention_id"]: Group.of_one(
                row["mention_id"],
                row["pnc_key"] if row["pnc_sound"] else None,
                row["birth_year"],
                said[row["mention_id"]],
            )
            for row in mentions
        },
        [(tie["match_weight"], tie["mention_a"], tie["mention_b"]) for tie in edges],
        against,
        years_apart=YEARS_APART,
        bridges=Bridges(MODEL.thresholds.join, MODEL.thresholds.sure, backing),
    )


@pytest.mark.parametrize("seed", range(6))
def test_cores_change_nobodys_group(backend: Backend, seed: int) -> None:
    random = Random(seed)
    standard, edges, inside, against, doubtful = [], [], [], set(), []
    expected: dict[str, str] = {}
    for world in range(150):
        mentions = some_mentions(random, world)
        pairs = some_pairs(random, mentions)
        # What blocking left out is weighed inside a group, and is no tie.
        ties = [pair for pair in pairs if pair["match_weight"] >= MODEL.thresholds.join and random.random() < 0.6]
        sure = [tie for tie in ties if tie["match_weight"] >= MODEL.thresholds.sure]
        groups, held = reached(mentions, ties), reached(mentions, sure)
        pairs = [pair for pair in pairs if groups[pair["mention_a"]] == groups[pair["mention_b"]]]
        odds = {(pair["mention_a"], pair["mention_b"]) for pair in pairs if random.random() < 0.04}
        expected |= by_mentions(mentions, ties, pairs, odds)
        standard += mentions
        edges += ties
        inside += pairs
        against |= odds
        doubtful += [{"mention_id": one, "grouping": groups[one], "held": held[one]} for one in groups]

    ends = {"mention_a": "string", "mention_b": "string"}
    found = rebuild(
        backend,
        "built",
        ibis.memtable(standard, schema=STANDARD),
        ibis.memtable(edges, schema=PAIRS),
        ibis.memtable(inside, schema=PAIRS),
        ibis.memtable(doubtful, schema={"mention_id": "string", "grouping": "string", "held": "string"}),
        ibis.memtable(sorted(against), schema=ends),
        MODEL,
    )

    rows = found.to_pyarrow().to_pylist()
    assert {row["mention_id"]: row["grouping"] for row in rows} == expected
    assert {row["mention_id"]: row["tied"] for row in rows} == {row["mention_id"]: row["grouping"] for row in doubtful}
    assert 0 < sum(row["grouping"] != row["tied"] for row in rows) < len(rows)
