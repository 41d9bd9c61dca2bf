"""Does a run still prove itself? Every byte of it, and of what it read, against its manifest and seal."""

from pathlib import Path

from v100.store import batches
from v100.store.files import sha256
from v100.store.ledger import head_at
from v100.store.runs import Run

SELF = ("manifest.json", "seal")


def differences(store: Path, run: Run) -> list[str]:
    """What is not as it was when the run was sealed, a sentence each; none when all holds."""
    if not _sealed(run.folder):
        return ["manifest.json does not match the seal: nothing that it says can be trusted"]
    return [*_outputs(run), *_inputs(store, run)]


def _sealed(folder: Path) -> bool:
    manifest, seal = folder / "manifest.json", folder / "seal"
    if not manifest.is_file() or not seal.is_file():
        return False
    return seal.read_bytes() == f"{sha256(manifest)}\n".encode()


def _outputs(run: Run) -> list[str]:
    found: list[str] = []
    outputs = run.manifest["outputs"]
    for name, fact in outputs.items():
        path = run.folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif sha256(path) != fact["sha256"]:
            found.append(f"{name} has changed")
    strangers = {path.name for path in run.folder.iterdir()} - {*outputs, *SELF}
    return found + [f"{name} does not belong to the run" for name in sorted(strangers)]


def _inputs(store: Path, run: Run) -> list[str]:
    found: list[str] = []
    inputs = run.manifest["inputs"]
    for name, digest in inputs["batches"].items():
        if not _is(store / "intake" / name / "manifest.json", digest):
            found.append(f"batch {name}, which the run read, is missing or its manifest has changed")
        else:
            damaged = batches.damaged(batches.read_batch(store, name))
            found += [f"batch {name}: {table} has changed" for table in damaged]
    for run_id, digest in inputs["previous_runs"].items():
        if not _is(store / "runs" / run_id / "manifest.json", digest):
            found.append(f"run {run_id}, which this run read, is missing or has changed")
    if head_at(store, inputs["ledger"]["position"]) != inputs["ledger"]["head"]:
        found.append("the ledger up to the position that the run read has changed")
    return found


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path) == digest
