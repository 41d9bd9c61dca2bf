"""What a file that nobody has described resembles: which of our tables, by which columns, suspects or victims."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from v100.intake.faults import fold
from v100.intake.reading import Delivery, Engine
from v100.intake.values import trimmed
from v100.tables import INPUT, Table

SIDES = {
    "suspect": ("suspect", "offender", "defendant", "accused", "perpetrator"),
    "victim": ("victim", "complainant", "aggrieved", "injured party", "survivor"),
}
"""Words by which a file, a column or a cell says which side a person is on."""

SAMPLE = 1000
MANY_WORDS = 20
"""A column with more different words than these in the sample tells no role."""


@dataclass(frozen=True)
class Likeness:
    """A table that a file may feed: none where no column is alike, or a person's side is not said; our column =
    theirs; in which words of which column."""

    table: Table | None
    columns: Mapping[str, str]
    role: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roles:
    """A column that tells suspects from victims: its words of each side, and its other words."""

    column: str
    words: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]


def likenesses(delivery: Delivery, beside: Sequence[Delivery], roles: Roles | None) -> list[Likeness]:
    """The tables that a file may feed: both sides where a column tells them apart, else the one that it is most like.

    `beside`: the other files of the extract. A column that they have too is the key of the report.
    """
    shared = {fold(name) for each in beside for name in each.header if name}
    if roles is not None:
        return [
            Likeness(INPUT[side], _fit(INPUT[side], delivery.header, shared), roles.column, words)
            for side, words in roles.words.items()
        ]
    fits = [(table, _fit(table, delivery.header, shared)) for table in INPUT.values()]
    table, columns = max(fits, key=lambda fit: sum(3 if ours in fit[0].required else 1 for ours in fit[1]))
    if not columns:
        return [Likeness(None, {})]
    if table.name not in SIDES:
        return [Likeness(table, columns)]
    side = _side(delivery.source.name) or _side(columns.get("mention_id", ""))
    return [Likeness(INPUT[side] if side else None, columns)]


def roles_in(engine: Engine, delivery: Delivery) -> Roles | None:
    """The column whose words name both sides, if there is one."""
    for place, column in enumerate(delivery.header):
        words = _words_of(engine, delivery, place) if column else []
        sides = {side: tuple(word for word in words if _side(word) == side) for side in SIDES}
        if all(sides.values()):
            known = {word for those in sides.values() for word in those}
            return Roles(column, sides, tuple(word for word in words if word not in known))
    return None


def _words_of(engine: Engine, delivery: Delivery, place: int) -> list[str]:
    sample = f"(SELECT {trimmed(f'c{place}')} AS said FROM {delivery.raw} LIMIT {SAMPLE})"
    found = engine.execute(f"SELECT DISTINCT said FROM {sample} WHERE said IS NOT NULL ORDER BY 1").fetchall()
    return [word for (word,) in found] if len(found) <= MANY_WORDS else []


def _side(text: str) -> str:
    """The side that a text names; none where it names neither or both."""
    named = [side for side, words in SIDES.items() if any(word in as_words(text) for word in words)]
    return named[0] if len(named) == 1 else ""


def _fit(table: Table, header: Sequence[str], shared: set[str]) -> dict[str, str]:
    """Our column = theirs. Of several that might be a key, one that stands in other files too; no column twice where
    another will do."""
    words = {as_words(name): name for name in header if name}
    found: dict[str, str] = {}
    for ours in table.names:
        alike = [words[each] for each in (as_words(ours), *_synonyms().get(ours, ())) if each in words]
        if ours == "report_id":
            alike.sort(key=lambda theirs: fold(theirs) not in shared)
        else:
            alike.sort(key=lambda theirs: theirs in found.values())
        if alike:
            found[ours] = alike[0]
    return found


def as_words(name: str) -> str:
    """A name as its words: `victim_id` and `Victim ID` alike."""
    return fold(name.replace("_", " ").replace(".", " "))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    text = (files("v100.data.profiles") / "synonyms.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["ours"]: tuple(as_words(each) for each in row["theirs"].split("|")) for row in rows}
