"""A job whose worker died is done by the next, on real PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg


def test_what_a_dead_worker_left_is_done(server: str, tmp_path: Path) -> None:
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute("create database abandoned")
    environment = {
        **os.environ,
        "V100_STORE": str(tmp_path),
        "DATABASE_URL": server.replace("/casework?", "/abandoned?"),
        "DJANGO_SETTINGS_MODULE": "v100.casework.settings",
    }
    command = [sys.executable, Path(__file__).parent / "abandoned_job.py"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout.splitlines()[-1]) == [1, 0]
