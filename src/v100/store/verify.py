"""Does a run still prove itself? Every byte of it, and of what it read, against its manifest and seal."""

from pathlib import Path

from v100.store import batches
from v100.store.files import sha256
from v100.store.ledger import head_at
from v100.store.runs import Run

SELF = ("manifest.json", "seal")


def differences(store: Path, run: Run) -> list[str]:
    """What is not as it was when the run was sealed, a sentence each; none when all holds."""
    return [*_outputs(run), *_inputs(store, run)]


def _outputs(run: Run) -> list[str]:
    found: list[str] = []
    seal = run.folder / "seal"
    if not seal.is_file() or seal.read_text(encoding="utf-8") != sha256(run.folder / "manifest.json") + "\n":
        found.append("manifest.json does not match the seal")
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
    present = {batch.batch: batch for batch in batches.listed(store)}
    for name, digest in inputs["batches"].items():
        if name not in present:
            found.append(f"batch {name}, which the run read, is missing")
        elif sha256(present[name].folder / "manifest.json") != digest:
            found.append(f"batch {name}: its manifest has changed")
        else:
            found += [f"batch {name}: {table} has changed" for table in batches.damaged(present[name])]
    for run_id, digest in inputs["previous_runs"].items():
        manifest = store / "runs" / run_id / "manifest.json"
        if not manifest.is_file() or sha256(manifest) != digest:
            found.append(f"run {run_id}, which this run read, is missing or has changed")
    if head_at(store, inputs["ledger"]["position"]) != inputs["ledger"]["head"]:
        found.append("the ledger up to the position that the run read has changed")
    return found
