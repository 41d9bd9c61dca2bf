"""Evidence of a structure that this version does not know: its parts as they were sealed, as text, and who made it."""

import json
from dataclasses import dataclass
from typing import Any

from v100.casework.evidence.models import LoadedEvidence
from v100.reports.evidence import Evidence
from v100.reports.evidence_document import made_by

ORDER = tuple(Evidence.__dataclass_fields__)


@dataclass(frozen=True)
class Part:
    """One part by its name: its sentences where it is made of sentences, else all of it as JSON."""

    name: str
    says: tuple[str, ...] = ()
    whole: str = ""


@dataclass(frozen=True)
class AsSealed:
    """Which v100 made it, and its parts: those that we know by name first, in our order."""

    made_by: str
    parts: tuple[Part, ...]


def as_sealed(loaded: LoadedEvidence) -> AsSealed:
    """Nothing of it is left out or read as anything but text."""
    ours = [name for name in ORDER if name in loaded.document]
    names = [*ours, *sorted(set(loaded.document) - set(ours))]
    return AsSealed(made_by(loaded.document), tuple(_part(name, loaded.document[name]) for name in names))


def _part(name: str, value: Any) -> Part:
    said = value if isinstance(value, list) else [value]
    name = name.replace("_", " ").capitalize()
    if all(isinstance(each, str) for each in said):
        return Part(name, says=tuple(said))
    return Part(name, whole=json.dumps(value, ensure_ascii=False, indent=2))
