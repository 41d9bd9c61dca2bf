"""Who repeats what another says is compared by him, and changes nobody."""

import random
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from ibis.backends.duckdb import Backend

from mentions import mention, people_of, pnc, together
from v100.identity import People

FORENAMES = ("William", "Bill", "Mohammed", "Jon", "John", None)
SURNAMES = ("Clarke", "Clark", "Khan", None)
BIRTHS = (date(1990, 3, 11), date(1990, 11, 3), date(1962, 3, 11), None)
PNCS = (pnc(14, 1234), pnc(15, 99), None, None)


def some_mentions(draw: random.Random) -> list[dict[str, Any]]:
    """Twenty people's worth of facts, so few that they agree and contradict, each said up to five times."""
    said = [
        {
            "forename": draw.choice(FORENAMES),
            "surname": draw.choice(SURNAMES),
            "date_of_birth": draw.choice(BIRTHS),
            "postcode": draw.choice(("SE1 7AB", "N1 1AA", None)),
            "phone": draw.choice(("07700900123", "07700900999", None)),
            "pnc_id": draw.choice(PNCS),
        }
        for _ in range(20)
    ]
    said += [{"forename": "Jon", "surname": "Clark", "date_of_birth": BIRTHS[0], "phone": "07700900123"}]
    facts = [dict(draw.choice(said)) for _ in range(90)]
    reports = [f"R{draw.randrange(60)}" if draw.random() < 0.4 else f"R{60 + number}" for number in range(90)]
    return [
        mention(f"M{number:02d}", told.pop("forename"), told.pop("surname"), report_id=report, **told)
        for number, (told, report) in enumerate(zip(facts, reports, strict=True))
    ]


def some_decisions(draw: random.Random, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "kind": "identity",
            "entry_id": f"L{position}",
            "position": position,
            "subject": {"mentions": sorted(row["mention_id"] for row in draw.sample(mentions, 2))},
            "decision": draw.choice(("same", "different", "different", "unsure")),
            "by": "DI Example",
            "at": "2026-02-01T09:00:00",
        }
        for position in range(draw.randrange(8))
    ]


def weighed(found: People, without: Collection[str]) -> list[dict[str, Any]]:
    """The pairs of the run, but for those of the mentions left out."""
    pairs = found.match.order_by("mention_a", "mention_b").to_pyarrow().to_pylist()
    return [pair for pair in pairs if not {pair["mention_a"], pair["mention_b"]} & set(without)]


def persons(found: People, without: Collection[str]) -> set[frozenset[str]]:
    """The mentions of each person, but for those left out."""
    return {person - set(without) for person in together(found)} - {frozenset()}


@pytest.mark.parametrize("seed", range(8))
def test_how_often_a_thing_is_said_changes_nobody(backend: Backend, seed: int) -> None:
    """Without those who repeat another all others are who they were, whatever people decided, and nobody is compared
    less; each who repeats another is the same person."""
    draw = random.Random(seed)
    mentions = some_mentions(draw)
    decisions = some_decisions(draw, mentions)
    all_of_them = people_of(backend, mentions, decisions=decisions)
    said = {row["mention_id"]: row["repeats"] for row in all_of_them.person_mention.to_pyarrow().to_pylist()}
    again = {mention: first for mention, first in said.items() if first}
    nobody = all_of_them.unnamed.to_pyarrow()["mention_id"].to_pylist()
    assert again
    assert sorted([*said, *nobody]) == sorted(row["mention_id"] for row in mentions)
    for person in together(all_of_them):
        assert {again[mention] for mention in person & set(again)} <= person
    pairs = weighed(all_of_them, without=again)
    expected = persons(all_of_them, without=again)

    once = people_of(backend, [row for row in mentions if row["mention_id"] not in again], decisions=decisions)
    assert persons(once, without=()) == expected
    assert weighed(once, without=()) == pairs
