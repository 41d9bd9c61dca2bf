"""Who is together, whatever the order, the copies and the company of the mentions; and nobody holds a contradiction."""

import random
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from mentions import AS_AT, mention, people_of, pnc, together

FORENAMES = ("William", "Bill", "Mohammed", "Muhammad", "Ahmed", "Jon", "John", None)
SURNAMES = ("Clarke", "Clark", "Khan", "Begum-Khan", "Ahmed", None)
BIRTHS = (date(1990, 3, 11), date(1990, 11, 3), date(1990, 3, 12), date(1962, 3, 11), date(1990, 1, 1), None)
FEW = settings(
    max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
"""A resolution costs over a second whatever its size, so examples are few, large and not shrunk."""


@st.composite
def mentions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few mentions from so small a stock of facts that they agree and contradict one another all the time."""
    count = draw(st.integers(8, 40))
    return [
        mention(
            f"M{number:02d}",
            draw(st.sampled_from(FORENAMES)),
            draw(st.sampled_from(SURNAMES)),
            report_id=f"R{draw(st.integers(0, 25))}",
            date_of_birth=draw(st.sampled_from(BIRTHS)),
            postcode=draw(st.sampled_from(("SE1 7AB", "N1 1AA", None))),
            phone=draw(st.sampled_from(("07700900123", "07700900999", None, None))),
            pnc_id=draw(st.sampled_from((pnc(14, 1234), pnc(15, 99), "2014/1234A", None, None))),
            sex=draw(st.sampled_from(("M", "F", None))),
        )
        for number in range(count)
    ]


def as_dump(backend: Backend, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    people = people_of(backend, rows)
    keys = {"person": ["person_id"], "person_mention": ["mention_id"], "match": ["mention_a", "mention_b"]}
    return {name: getattr(people, name).order_by(key).to_pyarrow().to_pylist() for name, key in keys.items()}


def persons(dump: dict[str, list[dict[str, Any]]]) -> set[frozenset[str]]:
    held: dict[str, set[str]] = {}
    for row in dump["person_mention"]:
        held.setdefault(row["person_id"], set()).add(row["mention_id"])
    return {frozenset(mentions_of_one) for mentions_of_one in held.values()}


def assert_sound(people: set[frozenset[str]], rows: list[dict[str, Any]]) -> None:
    """No two sound PNC ids and no births far apart in one person."""
    known = {row["mention_id"]: row for row in rows}
    for person in people:
        ids = {known[one]["pnc_id"] for one in person} & {pnc(14, 1234), pnc(15, 99)}
        years = {known[one]["date_of_birth"].year for one in person if known[one]["date_of_birth"]}
        assert len(ids) <= 1
        assert not years or max(years) - min(years) <= 15


@FEW
@given(rows=mentions(), seed=st.integers(0, 99))
def test_order_copies_and_ids_change_nobody(backend: Backend, rows: list[dict[str, Any]], seed: int) -> None:
    first = as_dump(backend, rows)
    before = persons(first)
    chance = random.Random(seed)

    shuffled = chance.sample(rows, len(rows))
    assert as_dump(backend, [*shuffled, chance.choice(rows)]) == first, "order, or a row given twice"

    copies = [{**row, "mention_id": f"copy of {row['mention_id']}"} for row in rows[::7]]
    copied = persons(as_dump(backend, [*rows, *copies]))
    without = {frozenset(one for one in person if not one.startswith("copy")) for person in copied}
    assert without - {frozenset()} == before, "the same said again"

    renamed = {row["mention_id"]: f"{99 - number:02d}" for number, row in enumerate(rows)}
    after = persons(as_dump(backend, [{**row, "mention_id": renamed[row["mention_id"]]} for row in rows]))
    assert after == {frozenset(renamed[one] for one in person) for person in before}, "other ids"

    assert_sound(before, rows)


@FEW
@given(rows=mentions(), more=mentions())
def test_earlier_people_are_accounted_for(
    backend: Backend, rows: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    """Each earlier mention goes one way, each id is borne once, and what is kept is kept by the larger part."""
    first = backend.create_table("first", people_of(backend, rows).person_mention.to_pyarrow(), overwrite=True)
    later = [*rows, *({**row, "mention_id": f"later {row['mention_id']}"} for row in more)]
    people = people_of(backend, later, previous=first, as_at=date(AS_AT.year, 4, 30))
    told = people.person_lineage.to_pyarrow().to_pylist()
    assert sum(row["mentions"] for row in told) == first.count().execute()
    persons = people.person.person_id.to_pyarrow().to_pylist()
    assert len(persons) == len(set(persons))
    for row in told:
        largest = max(other["mentions"] for other in told if other["from_id"] == row["from_id"])
        assert row["kind"] == "split" or row["mentions"] == largest
        assert (row["kind"] == "kept") == (row["from_id"] == row["to_id"])


def again(rows: list[dict[str, Any]], *, elsewhere: bool = False) -> list[dict[str, Any]]:
    """The same mentions said again, in the same reports or in reports of their own."""
    return [
        {**row, "mention_id": f"copy {row['mention_id']}", **({"report_id": f"other {number}"} if elsewhere else {})}
        for number, row in enumerate(rows)
    ]


def alone_in_report(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The mentions that no other one shares a report with: elsewhere, a mention that stands beside another in a report
    says more than it said there, for two of one report are hardly one man."""
    times = Counter(row["report_id"] for row in rows)
    return [row for row in rows if times[row["report_id"]] == 1]


@FEW
@given(rows=mentions(), seed=st.integers(0, 99))
def test_what_people_decide_is_so_and_only_they_make_a_contradiction(
    backend: Backend, rows: list[dict[str, Any]], seed: int
) -> None:
    chance = random.Random(seed)
    entries = [
        decision(position, *chance.sample(rows, 2), chance.choice(("same", "different", "unsure")))
        for position in range(1, 9)
    ]
    people = people_of(backend, rows, decisions=entries)
    holder = {row["mention_id"]: row["person_id"] for row in people.person_mention.to_pyarrow().to_pylist()}
    effects = people.decisions.effects
    assert effects.keys() == {entry["entry_id"] for entry in entries}
    for entry in entries:
        one, other = entry["subject"]["mentions"]
        if effects[entry["entry_id"]].startswith("obeyed") and entry["decision"] != "unsure":
            assert (holder[one] == holder[other]) == (entry["decision"] == "same"), effects

    before = together(people)
    joined = {one for entry in entries if entry["decision"] == "same" for one in entry["subject"]["mentions"]}
    assert_sound({person for person in before if not person & joined}, rows)

    shuffled = people_of(backend, chance.sample(rows, len(rows)), decisions=chance.sample(entries, len(entries)))
    assert together(shuffled) == before
    assert shuffled.decisions.effects == effects
    for copies in (again(rows[::7]), again(alone_in_report(rows)[::7], elsewhere=True)):
        copied = together(people_of(backend, [*rows, *copies], decisions=entries))
        without = {frozenset(one for one in person if not one.startswith("copy")) for person in copied}
        assert without - {frozenset()} == before, "the same said again"


def decision(position: int, one: dict[str, Any], other: dict[str, Any], decided: str) -> dict[str, Any]:
    """A standing entry of the ledger about two mentions."""
    return {
        "kind": "identity",
        "entry_id": f"L{position}",
        "position": position,
        "subject": {"mentions": sorted((one["mention_id"], other["mention_id"]))},
        "decision": decided,
        "by": "DI Example",
        "at": "2026-04-01T09:00:00+00:00",
    }
