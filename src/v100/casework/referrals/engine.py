"""The engine, as the command `v100 run` in a process of its own: the site computes no score and imports none of it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from v100.casework.runs.load import load
from v100.casework.runs.models import LoadedRun
from v100.errors import V100Error

KEPT_BACK = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
"""What the engine has no need to know."""


def run_again(store: Path, run: LoadedRun | None) -> None:
    """Make the run of the same date and policy again, now with what the ledger holds since, and load it.

    Raises V100Error with the engine's own words where it makes none, or where none was made before.
    """
    if run is None:
        raise V100Error("No run is loaded yet: make the month’s with `v100 run`, and it assesses this too")
    with TemporaryDirectory() as folder:
        policy = Path(folder) / "policy.toml"
        policy.write_text(_as_toml(run.manifest["policy"]), encoding="utf-8")
        made = _command(
            *("--store", str(store), "--policy", str(policy), "--json"),
            *("--as-at", run.manifest["as_at"], "--known-to", run.manifest["known_to"]),
            *(["--allow-unweighted"] if run.manifest.get("allow_unweighted") else []),
        )
    load(store, made["run_id"])


def _command(*options: str) -> Any:
    """What `v100 run` with these options says."""
    environment = {name: value for name, value in os.environ.items() if name not in KEPT_BACK}
    done = subprocess.run(
        [sys.executable, "-m", "v100.cli", "run", *options],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # Ctrl-C is for the site, which lets the job at hand end
    )
    if done.returncode == 0:
        return json.loads(done.stdout)
    said = done.stderr.strip()
    if said.startswith("v100: "):
        raise V100Error(said.removeprefix("v100: "))
    # Not what else it said: an error's text may hold what a report says.
    raise V100Error(
        f"The engine ended unexpectedly (status {done.returncode}): run `v100 run` in a terminal to see why"
    )


def _as_toml(policy: dict[str, Any]) -> str:
    """A policy as the file that states it. Its values are text, numbers, yes or no, and lists of text."""
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in policy.items() if value is not None)
