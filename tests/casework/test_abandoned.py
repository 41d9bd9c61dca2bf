"""A job whose worker died is done by the next, on real PostgreSQL."""

import json
import subprocess
import sys
from pathlib import Path


def test_what_a_dead_worker_left_is_done(elsewhere: dict[str, str]) -> None:
    command = [sys.executable, Path(__file__).parent / "abandoned_job.py"]
    said = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout.splitlines()[-1]) == [1, 0]
