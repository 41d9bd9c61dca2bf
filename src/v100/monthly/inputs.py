"""What a run reads, by hash: the same inputs are the same run."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from v100 import linkage
from v100 import settings as force_settings
from v100.errors import V100Error
from v100.identity import Model
from v100.offences import source_file
from v100.policy import Policy
from v100.settings import Settings
from v100.store import batches, ledger, referrals, runs
from v100.store.files import sha256, sha256_of

ENGINES = ("duckdb", "ibis-framework", "splink", "pyarrow")


@dataclass(frozen=True)
class Inputs:
    """Everything that a run's result follows from. `described` is what its manifest says of them.

    `referrals` that stand, each with its file's hash; none where the file was erased.
    """

    as_at: date
    known_to: date
    policy: Policy
    settings: Settings
    batches: dict[str, str]
    late_batches: tuple[str, ...]
    rows: tuple[int, int]
    """Of the batches: rows read, rows rejected when they came."""
    weights_sha256: str
    models_sha256: dict[str, str]
    ledger: dict[str, Any]
    referrals: dict[str, str | None]
    ids_from: str | None
    movement_from: str | None
    previous_runs: dict[str, str]
    allow_unweighted: bool

    @property
    def run_id(self) -> str:
        return f"{self.as_at.isoformat()}-{self.policy.name}-{sha256_of(self.described())[:10]}"

    def described(self) -> dict[str, Any]:
        return {
            "as_at": self.as_at.isoformat(),
            "known_to": self.known_to.isoformat(),
            "policy": self.policy.model_dump(mode="json"),
            "settings": self.settings.model_dump(mode="json"),
            "allow_unweighted": self.allow_unweighted,
            "inputs": {
                "batches": self.batches,
                "weights": {"name": self.policy.weights, "sha256": self.weights_sha256},
                "models": self.models_sha256,
                "ledger": self.ledger,
                "referrals": self.referrals,
                "ids_from": self.ids_from,
                "movement_from": self.movement_from,
                "previous_runs": self.previous_runs,
            },
            "code": code(),
        }


def gather(store: Path, *, as_at: date, known_to: date, policy: Policy, allow_unweighted: bool) -> Inputs:
    """What a run asked for now would read. Raises V100Error when the store holds no crime reports."""
    settings = force_settings.load(store)
    taken_in = batches.held(store)
    found = ledger.entries(store)
    ids_from = runs.earlier(store, as_at)
    movement_from = runs.earlier(store, as_at, policy=policy.name)
    previous = {run.run_id: run for run in (ids_from, movement_from) if run is not None}
    return Inputs(
        as_at=as_at,
        known_to=known_to,
        policy=policy,
        settings=settings,
        batches={batch.batch: sha256(batch.folder / "manifest.json") for batch in taken_in},
        late_batches=tuple(
            batch.batch for batch in taken_in if date.fromisoformat(batch.manifest["received_on"]) > known_to
        ),
        rows=_rows(taken_in),
        weights_sha256=sha256(source_file(policy.weights, store)),
        models_sha256=model_hashes(settings),
        ledger={"position": len(found), "head": found[-1]["hash"] if found else ledger.START},
        referrals=referrals.standing(store, ledger.standing(found)),
        ids_from=ids_from.run_id if ids_from else None,
        movement_from=movement_from.run_id if movement_from else None,
        previous_runs={run_id: sha256(run.folder / "manifest.json") for run_id, run in sorted(previous.items())},
        allow_unweighted=allow_unweighted,
    )


def recorded(store: Path, run: runs.Run) -> Inputs:
    """What a sealed run read, from its manifest, for a recomputation.

    Raises V100Error when the code, a weight set or a model is no longer the one that it was made with.
    """
    told = run.manifest
    policy = Policy.model_validate(told["policy"])
    settings = Settings.model_validate(told["settings"])
    inputs = Inputs(
        as_at=date.fromisoformat(told["as_at"]),
        known_to=date.fromisoformat(told["known_to"]),
        policy=policy,
        settings=settings,
        batches=told["inputs"]["batches"],
        late_batches=tuple(told["late_batches"]),
        rows=_rows([batches.read_batch(store, batch) for batch in told["inputs"]["batches"]]),
        weights_sha256=sha256(source_file(policy.weights, store)),
        models_sha256=model_hashes(settings),
        ledger=told["inputs"]["ledger"],
        referrals=told["inputs"].get("referrals", {}),
        ids_from=told["inputs"]["ids_from"],
        movement_from=told["inputs"]["movement_from"],
        previous_runs=told["inputs"]["previous_runs"],
        allow_unweighted=told["allow_unweighted"],
    )
    now = inputs.described()
    changed = [name for name in now if now[name] != told[name]]
    if changed:
        raise V100Error(
            f"run {run.run_id} cannot be recomputed here: {', '.join(changed)} differ from its manifest "
            "(use the version of v100, weights and models that it was made with)"
        )
    return inputs


def _rows(taken_in: Sequence[batches.Batch]) -> tuple[int, int]:
    files = [file for batch in taken_in for file in batch.manifest["files"]]
    return sum(file["read"] for file in files), sum(file["rejected"] for file in files)


def model_hashes(settings: Settings) -> dict[str, str]:
    """Of each model that a run uses, by what it is for."""
    texts = {
        "suspect": Model.load(settings.suspect_model).text(),
        "victim": Model.load(settings.victim_model).text(),
        "link": linkage.Model.load(settings.link_model).text(),
    }
    return {what: hashlib.sha256(text.encode()).hexdigest() for what, text in texts.items()}


@cache
def code() -> dict[str, Any]:
    """The version, a hash of the package's own code and templates, and the versions of the engines that it ran on."""
    package = Path(str(files("v100")))
    digest = hashlib.sha256()
    for path in sorted(
        path for path in package.rglob("*") if path.suffix in (".py", ".j2", ".css", ".js", ".csv", ".toml", ".geojson")
    ):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return {
        "version": version("v100"),
        "sha256": digest.hexdigest(),
        "engines": {name: version(name) for name in ENGINES},
    }
