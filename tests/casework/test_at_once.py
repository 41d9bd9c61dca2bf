"""Two who start the site at the same moment do each other no harm."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from runs_made_up import month_later, seal
from v100.casework.access import Role
from v100.casework.database.holding import Held
from v100.store import simulated


@pytest.mark.usefixtures("store")
def test_whoever_loads_a_run_keeps_others_from_loading_one(server: str) -> None:
    """The fixture's load goes on as long as this test's transaction."""
    with psycopg.connect(server) as other:
        other.execute("set lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("select pg_advisory_xact_lock(%s::int, 0)", [Held.RUNS])


def test_two_prepare_the_same_database_at_once(unprepared: dict[str, str], tmp_path: Path) -> None:
    seal(tmp_path)
    month_later(tmp_path)
    simulated.mark(tmp_path)
    command = [sys.executable, "-m", "v100.casework.prepare"]
    both = [subprocess.Popen(command, env=unprepared, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0].splitlines() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(map(len, said)) == [0, 2]
    with psycopg.connect(unprepared["DATABASE_URL"]) as owner:
        counted = owner.execute(
            "select (select count(*) from runs_loadedrun), (select count(*) from nominals_listing),"
            " (select count(*) from accounts_user),"
            " (select count(*) from oversight_event where action = 'loaded run')"
        ).fetchone()
    assert counted == (2, 18, len(Role), 2), "an account of each role, once"
