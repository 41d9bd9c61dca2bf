"""Two of the panel decide at the same moment, on real PostgreSQL: nothing is lost, and who comes second is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg

TESTS = Path(__file__).parents[1]


def test_two_people_at_the_same_moment(server: str, tmp_path: Path) -> None:
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute("create database race_of_two")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")]),
        "V100_STORE": str(tmp_path),
        "DATABASE_URL": server.replace("/casework?", "/race_of_two?"),
        "DJANGO_SETTINGS_MODULE": "v100.casework.settings",
    }
    said = subprocess.run(
        [sys.executable, Path(__file__).parent / "race_of_two.py"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(said.stdout.splitlines()[-1])
    refused, done = sorted(told["take up"], key=lambda words: words == "done")
    assert done == "done"
    assert "While you were writing" in refused
    assert told["judge"] == ["done", "done"], "both views are in, though neither saw the other’s"
    assert told["steps"] == ["nominated", "under review", "adopted"], "and together they decided, once"
