"""Evidence as sealed documents: STORE/evidence/ID/, written once, whole or not at all, proved when it is read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from v100.errors import CheckFailed, V100Error
from v100.store.files import as_json, sha256, sha256_of, whole_folder, write_text

FORMAT = 1
"""Version of this layout; evidence of another version is refused, not guessed at."""

FOLDER = "evidence"
DOCUMENT = "evidence.json"


def seal_evidence(store: Path, document: Mapping[str, Any]) -> str:
    """Seal a document of evidence; gives its id: its day, what it is about, a hash of all of it. Sealed twice it is
    there once.
    """
    evidence_id = _id_of(document)
    try:
        with whole_folder(store / FOLDER / evidence_id) as aside:
            write_text(aside / DOCUMENT, as_json({"format": FORMAT, **document}))
            write_text(aside / "seal", sha256(aside / DOCUMENT) + "\n")
    except FileExistsError:
        pass
    return evidence_id


def _id_of(document: Mapping[str, Any]) -> str:
    return f"{document['as_at']}-{document['about']}-{sha256_of(document)[:12]}"


def sealed_evidence(store: Path) -> list[str]:
    """The ids of all evidence in the store, in order."""
    return sorted(seal.parent.name for seal in (store / FOLDER).glob("[!.]*/seal"))


def open_evidence(store: Path, evidence_id: str) -> tuple[dict[str, Any], str]:
    """The document as it was sealed, and its seal.

    Raises CheckFailed where it is not as it was sealed or not what its id says, V100Error where it is of another
    format.
    """
    folder = store / FOLDER / evidence_id
    try:
        seal = (folder / "seal").read_text(encoding="utf-8").strip()
        if sha256(folder / DOCUMENT) != seal:
            raise CheckFailed(f"{folder}: the evidence has changed since it was sealed: restore it, or seal it again")
        document = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckFailed(f"{folder}: the evidence cannot be read ({error}): restore it, or seal it again") from error
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise V100Error(f"{folder}: not evidence of format {FORMAT}: written by another version of v100")
    if not {"as_at", "about"} <= set(document) or _id_of(document) != evidence_id:
        raise CheckFailed(
            f"{folder}: what is sealed there is not the evidence of that id: restore it, or seal it again"
        )
    return document, seal
