"""What a worked example of a power is: the smallest file of facts that opens it, what it then lacks, what closes it.

A file is a table as text: a fact of the vocabulary and what opens it, a row a line. What a row leaves out takes the
plainest value: it came about on 25 March 2026, concerns the woman `W` where its kind asks for one, and was recorded for
this power where its kind asks for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spec.worked import rows
from v100.casework.powers import Advice, Fact, Power, State, advise, load

BOOK = load()
AS_AT = date(2026, 3, 31)
ON = date(2026, 3, 25)
PLACE = ("Met", "Lambeth")
WOMAN = "W"


@dataclass(frozen=True)
class Closed:
    """What rules a power out: one more fact, another day, or another place; and the words for it."""

    words: str
    fact: str = ""
    as_at: date = AS_AT
    place: Sequence[str] = ()


@dataclass(frozen=True)
class Example:
    """One power on the smallest file. Without the row of `without` it lacks what `lacks` says."""

    code: str
    file: str
    without: str
    lacks: str
    closed: Closed | None = None
    place: Sequence[str] = PLACE

    @property
    def power(self) -> Power:
        return BOOK.powers[self.code]


@dataclass(frozen=True)
class Case:
    """A rule that holds for every power, shown on one."""

    title: str
    says: str
    code: str
    file: str
    state: State
    words: tuple[str, ...] = ()
    as_at: date = AS_AT
    place: Sequence[str] = PLACE

    @property
    def power(self) -> Power:
        return BOOK.powers[self.code]


def facts(power: Power, file: str) -> list[Fact]:
    """The facts of a file given as text."""
    return [_fact(power, row) for row in rows(file)]


def asked(power: Power, on_file: Sequence[Fact], *, as_at: date = AS_AT, place: Sequence[str] = PLACE) -> Advice:
    return advise(power, on_file, as_at=as_at, place=place, woman=WOMAN if power.about == "man and woman" else None)


def one(power: Power, kind: str) -> Fact:
    """A fact of this kind with the plainest values."""
    return _fact(power, {"fact": kind, "opens": "E99"})


def _fact(power: Power, row: dict[str, str]) -> Fact:
    kind = BOOK.kinds[row["fact"]]
    hers = kind.about == "man and woman" or (kind.about == "either" and power.about == "man and woman")
    return Fact(
        kind=kind,
        on=date.fromisoformat(row["on"]) if "on" in row else ON,
        known_on=date.fromisoformat(row["known_on"]) if "known_on" in row else None,
        until=date.fromisoformat(row["until"]) if "until" in row else None,
        opens=row["opens"],
        words=kind.words,
        woman=row.get("woman", WOMAN) if hers else None,
        power=row.get("power", power.code) if kind.each_power else None,
    )
