"""Which two mentions of a run a command is about."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from v100.errors import V100Error
from v100.store.runs import Run
from v100.tables import SIDES


@dataclass(frozen=True)
class Meant:
    """Two mentions of one side, smaller id first, each one's person in the run, and their row of the match table."""

    side: str
    mentions: tuple[str, str]
    people: tuple[str, str]
    match: dict[str, Any] | None


def two_mentions(run: Run, one: str, other: str) -> Meant:
    """The mentions that two ids stand for. Each is a mention_id of the run, or a person_id (its beginning is enough).

    A person stands for his mention in the strongest tie of the match table between the two; where there is none, for
    his smallest mention_id. Of a mention that repeats another the match table holds what that one weighs. Raises
    V100Error when an id is not in the run, or both are one person.
    """
    everybody = run.table("person_mention")
    ours, theirs = _held(run, everybody, one), _held(run, everybody, other)
    side = next((each for each in SIDES if each in ours.sides and each in theirs.sides), None)
    if side is None:
        raise V100Error(f"{one!r} and {other!r} are a suspect and a victim: these are never one person")
    mine, his = ours.of(side), theirs.of(side)
    if set(mine) & set(his) or (ours.person and theirs.person and ours.person == theirs.person):
        raise V100Error(f"{one!r} and {other!r} are one person in run {run.run_id}: give two of his mentions")
    mine_for, his_for = _apart(ours.compared(side), theirs.compared(side))
    match = _strongest(run.table("match").filter(pc.field("side") == side), mine_for, his_for)
    stands_for = mine_for | his_for
    ends = (match["mention_a"], match["mention_b"]) if match else (min(mine_for), min(his_for))
    pair = _sorted(*(stands_for[end] for end in ends))
    person_of = mine | his
    return Meant(side, pair, (person_of[pair[0]], person_of[pair[1]]), match)


@dataclass(frozen=True)
class _Held:
    """Mentions that an id stands for: rows of person_mention; the person, when the id is a person's."""

    rows: list[dict[str, Any]]
    person: str

    @property
    def sides(self) -> set[str]:
        return {row["side"] for row in self.rows}

    def of(self, side: str) -> dict[str, str]:
        """person_id by mention_id."""
        return {row["mention_id"]: row["person_id"] for row in self.rows if row["side"] == side}

    def compared(self, side: str) -> dict[str, str]:
        """By the mention that was compared, the one meant by it: itself, or the one asked for, which repeats it."""
        firsts = {row["mention_id"]: row["repeats"] or row["mention_id"] for row in self.rows if row["side"] == side}
        return {first: first if self.person else mention for mention, first in firsts.items()}


def _held(run: Run, everybody: pa.Table, wanted: str) -> _Held:
    exact = everybody.filter(pc.field("mention_id") == wanted)
    if exact.num_rows:
        return _Held(exact.to_pylist(), "")
    begun = everybody.filter(pc.starts_with(everybody["person_id"], wanted)) if wanted else exact
    people = sorted({str(row["person_id"]) for row in begun.to_pylist()})
    if len(people) != 1:
        fault = f"{len(people)} people begin with" if people else "no mention or person is"
        raise V100Error(f"{fault} {wanted!r} in run {run.run_id}: `v100 show PERSON` lists a man's mentions")
    return _Held(begun.to_pylist(), people[0])


def _apart(mine: dict[str, str], his: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Two mentions that repeat one: the larger was compared with it, and what holds of one holds of the other."""
    if mine.keys() != his.keys():
        return mine, his
    smaller, larger = _sorted(*mine.values(), *his.values())
    return dict.fromkeys(mine, smaller), {larger: larger}


def _strongest(match: pa.Table, mine: dict[str, str], his: dict[str, str]) -> dict[str, Any] | None:
    both = pa.array([*mine, *his], pa.string())
    near = match.filter(pc.and_(pc.is_in(match["mention_a"], both), pc.is_in(match["mention_b"], both)))
    between = [row for row in near.to_pylist() if (row["mention_a"] in mine) != (row["mention_b"] in mine)]
    return min(between, key=lambda row: (-row["match_weight"], row["mention_a"], row["mention_b"]), default=None)


def _sorted(one: str, other: str) -> tuple[str, str]:
    smaller, larger = sorted((one, other))
    return smaller, larger
