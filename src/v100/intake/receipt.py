"""What came of an intake: counts for each file, faults by reason, what a reader must know."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class FileCount:
    """One file: read = accepted + rejected + filtered; of the accepted, how many said nothing new.

    `fault` says why nothing of it was taken, when it could not be read.
    """

    file: str
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    filtered: int = 0
    unchanged: int = 0
    duplicates: int = 0
    fault: str | None = None


@dataclass(frozen=True)
class Receipt:
    """`batch` is empty when nothing changed: then nothing was written.

    `unweighted` are codes that the offence table lacks, with how many lines carry them: accepted, never zero.
    """

    batch: str | None
    received_on: date
    files: tuple[FileCount, ...]
    written: dict[str, int] = field(default_factory=dict)
    rejects: dict[str, int] = field(default_factory=dict)
    filtered: dict[str, int] = field(default_factory=dict)
    unweighted: dict[str, int] = field(default_factory=dict)
    unmapped: dict[str, list[str]] = field(default_factory=dict)
    boroughs: dict[str, int] = field(default_factory=dict)
    soft: dict[str, int] = field(default_factory=dict)
    events_of_nobody: int = 0
    notes: tuple[str, ...] = ()
