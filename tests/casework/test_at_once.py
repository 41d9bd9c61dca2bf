"""Two who start the site at the same moment do each other no harm."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from runs_made_up import month_later, seal
from v100.casework.database.holding import Held
from v100.casework.runs.load import load_new
from v100.store import simulated


def test_a_run_waits_until_another_is_loaded(server: str, store: Path) -> None:
    month_later(store)
    with psycopg.connect(server) as other, connection.cursor() as cursor:
        other.execute("select pg_advisory_xact_lock(%s::int, 0)", [Held.RUNS])
        cursor.execute("set local lock_timeout = '200ms'")
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            load_new(store)
        other.rollback()
        assert len(load_new(store)) == 1


def test_two_prepare_the_same_database_at_once(elsewhere: dict[str, str], tmp_path: Path) -> None:
    seal(tmp_path)
    month_later(tmp_path)
    simulated.mark(tmp_path)
    command = [sys.executable, "-m", "v100.casework.prepare"]
    both = [subprocess.Popen(command, env=elsewhere, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0].splitlines() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(map(len, said)) == [0, 2]
    with psycopg.connect(elsewhere["DATABASE_URL"]) as owner:
        counted = owner.execute(
            "select (select count(*) from runs_loadedrun), (select count(*) from nominals_listing),"
            " (select count(*) from accounts_user),"
            " (select count(*) from oversight_event where action = 'loaded run')"
        ).fetchone()
    assert counted == (2, 18, 10, 2)
