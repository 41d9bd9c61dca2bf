"""Evidence as sealed documents: STORE/evidence/ID/, written once, whole or not at all, proved when it is read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from v100.errors import CheckFailed
from v100.store.files import as_json, sha256, sha256_of, whole_folder, write_text

FORMAT = 1
"""Version of this layout; evidence of another version is refused, not guessed at."""

FOLDER = "evidence"
DOCUMENT = "evidence.json"
SEAL = "seal"


def seal_evidence(store: Path, document: Mapping[str, Any]) -> str:
    """Seal a document of evidence; gives its id: its day, what it is about, a hash of all of it. Sealed twice it is
    there once.
    """
    evidence_id = _id_of(document)
    try:
        with whole_folder(store / FOLDER / evidence_id) as aside:
            write_text(aside / DOCUMENT, as_json({"format": FORMAT, **document}))
            write_text(aside / SEAL, sha256(aside / DOCUMENT) + "\n")
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

    Raises CheckFailed, with the first fault, where it does not prove itself.
    """
    folder = store / FOLDER / evidence_id
    if faults := _broken(folder):
        raise CheckFailed(f"{folder}: {faults[0]}: restore it, or seal it again")
    document = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
    del document["format"]
    return document, (folder / SEAL).read_text(encoding="utf-8").strip()


def altered_evidence(store: Path) -> list[str]:
    """What of the store's evidence is not as it was sealed, a sentence each; none when all is."""
    folders = sorted((store / FOLDER).glob("[!.]*"))
    return [f"evidence {folder.name}: {fault}" for folder in folders for fault in _broken(folder)]


def _broken(folder: Path) -> list[str]:
    """What in one folder of evidence is not as it was sealed."""
    if not folder.is_dir():
        return ["it is no folder of evidence"]
    found = {path.name for path in folder.iterdir()}
    if missing := sorted({DOCUMENT, SEAL} - found):
        return [f"{name} is missing" for name in missing]
    try:
        if (folder / SEAL).read_bytes() != f"{sha256(folder / DOCUMENT)}\n".encode():
            return ["it has changed since it was sealed"]
        document = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"it cannot be read ({error})"]
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        return [f"it is not evidence of format {FORMAT}: written by another version of v100"]
    if not {"as_at", "about"} <= set(document) or _id_of(document) != folder.name:
        return ["what is sealed there is not the evidence of that id"]
    return [f"{name} does not belong to it" for name in sorted(found - {DOCUMENT, SEAL})]
