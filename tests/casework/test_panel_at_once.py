"""Two of the panel decide at the same moment, on real PostgreSQL: nothing is lost, and who comes second is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_two_people_at_the_same_moment(elsewhere: dict[str, str]) -> None:
    said = subprocess.run(
        [sys.executable, Path(__file__).parent / "race_of_two.py"],
        env={**elsewhere, "PYTHONPATH": os.pathsep.join([str(TESTS), elsewhere.get("PYTHONPATH", "")])},
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
