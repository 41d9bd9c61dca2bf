"""The three years of made-up work on which the site's speed is measured can be written into the site as it is."""

import subprocess
import sys
from pathlib import Path

import psycopg

from runs_made_up import seal
from v100.store import simulated

HOUSE = Path(__file__).parents[2]
"""The benchmarks stand beside the package: they are no part of what is installed."""


def test_three_years_are_written_beside_the_run(elsewhere: dict[str, str], tmp_path: Path) -> None:
    seal(tmp_path)
    simulated.mark(tmp_path)
    for module in ("v100.casework.prepare", "benchmarks.site.history"):
        subprocess.run([sys.executable, "-m", module], env=elsewhere, cwd=HOUSE, check=True, stdout=subprocess.DEVNULL)
    with psycopg.connect(elsewhere["DATABASE_URL"]) as owner:
        counted = owner.execute(
            "select (select count(*) from runs_loadedrun),"
            " (select count(*) from plans_plan), (select count(*) from panel_step where status = 'managed'),"
            " (select count(*) from oversight_event where why = 'made up for the measure')"
        ).fetchone()
    assert counted == (36, 8, 8, 225_000), "months; plans; men managed: all eight who are ranked; things looked at"
