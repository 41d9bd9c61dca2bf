"""A job whose worker died is done by the next, on real PostgreSQL; what another worker is at is left to it."""

import json
import subprocess
import sys
from pathlib import Path


def test_what_a_dead_worker_left_is_done(elsewhere: dict[str, str]) -> None:
    command = [sys.executable, Path(__file__).parent / "abandoned_job.py"]
    said = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=True)
    held, left, status = json.loads(said.stdout.splitlines()[-1])
    assert held == 1, "in the ledger once"
    assert left == [["v100.casework.identities.tasks.write_to_ledger", "doing"]]
    assert status == "not assessed", "the engine was asked, and had no run to make again"
