"""Does a run still prove itself? Every byte of it, and of what it read, against its manifest and seal."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from v100.store import batches, referrals
from v100.store.files import sha256
from v100.store.ledger import head_at
from v100.store.runs import Run, read_run

SELF = ("manifest.json", "seal")

UNSEALED = "manifest.json does not match the seal: nothing that it says can be trusted"

READ_OF_RUNS = ("person_mention.parquet", "ranking.parquet", "offence_table.parquet")
"""What a run reads of those before it: ids, places, the edition of the weights."""


def differences(store: Path, run: Run) -> list[str]:
    """What is not as it was when the run was sealed, a sentence each; none when all holds."""
    found = broken(run)
    return found if found == [UNSEALED] else [*found, *altered(store, run.manifest["inputs"])]


def broken(run: Run) -> list[str]:
    """What in the run's own folder is not as it was when it was sealed, a sentence each; none when all is."""
    if not _sealed(run.folder):
        return [UNSEALED]
    return [*_outputs(run, run.manifest["outputs"]), *_strangers(run)]


def altered(store: Path, inputs: Mapping[str, Any]) -> list[str]:
    """What of a run's inputs, as a manifest lists them, is not as it was written, a sentence each; none when all is."""
    found: list[str] = []
    for name, digest in inputs["batches"].items():
        if not _is(store / "intake" / name / "manifest.json", digest):
            found.append(f"batch {name} is missing or its manifest has changed")
        else:
            damaged = batches.damaged(batches.read_batch(store, name))
            found += [f"batch {name}: {table} has changed" for table in damaged]
    for run_id, digest in inputs["previous_runs"].items():
        folder = store / "runs" / run_id
        if not _is(folder / "manifest.json", digest) or not _sealed(folder):
            found.append(f"run {run_id} before it is missing or has changed")
        else:
            before = read_run(folder)
            found += [f"run {run_id} before it: {fault}" for fault in _outputs(before, READ_OF_RUNS)]
    # A run sealed by an earlier version names no referrals.
    for referral_id, digest in inputs.get("referrals", {}).items():
        if digest and not referrals.path(store, referral_id).exists():
            found.append(f"referral {referral_id} is missing: it was erased, or lost")
        elif digest and not _is(referrals.path(store, referral_id), digest):
            found.append(f"referral {referral_id} has changed")
    if head_at(store, inputs["ledger"]["position"]) != inputs["ledger"]["head"]:
        found.append("the ledger up to the position that the run read has changed")
    return found


def _sealed(folder: Path) -> bool:
    manifest, seal = folder / "manifest.json", folder / "seal"
    if not manifest.is_file() or not seal.is_file():
        return False
    return seal.read_bytes() == f"{sha256(manifest)}\n".encode()


def _outputs(run: Run, names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        path = run.folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif sha256(path) != run.manifest["outputs"][name]["sha256"]:
            found.append(f"{name} has changed")
    return found


def _strangers(run: Run) -> list[str]:
    found = {path.name for path in run.folder.iterdir()} - {*run.manifest["outputs"], *SELF}
    return [f"{name} does not belong to the run" for name in sorted(found)]


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path) == digest
