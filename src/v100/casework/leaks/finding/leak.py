"""A passage that is read, and what was found there: said so that it leaks nothing itself."""

from dataclasses import dataclass
from enum import StrEnum

from v100.casework.leaks.finding.identifier import Kind


@dataclass(frozen=True)
class Passage:
    """A part of a document: where it stands, in words, and its text."""

    where: str
    text: str


class Doubt(StrEnum):
    """Why a finding may be none, for a person to judge. One without a doubt is sure."""

    HIS = "also a name of his"
    ORDINARY = "also a common word"
    INSIDE = "inside a longer word"
    NEARLY = "nearly, and in small letters"


@dataclass(frozen=True)
class Leak:
    """What kind of thing leaks, of whom (a reference; empty where it is the wording), where, and why it may be none.

    `says` is what the wording reveals.
    """

    kind: Kind
    whose: str
    where: tuple[str, ...]
    doubt: Doubt | None = None
    says: str = ""

    @property
    def sure(self) -> bool:
        return self.doubt is None
