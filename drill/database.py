"""Kills while the site's database takes sealed runs over."""

import shutil
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from drill.killing import killed
from drill.stores import UNDISTURBED
from v100.cli.site import Environment, site
from v100.store import simulated
from v100.store.runs import asked_for
from v100.tables import RUN

COUNTED = (*(f"run_{name}" for name in RUN), "nominals_listing", "nominals_fired")
"""Tables with the rows of one run each."""

PREPARE = [sys.executable, "-m", "v100.casework.prepare"]


class Load:
    """Runs are loaded: each is there whole or not at all, and the next start goes on where this one was killed."""

    name = "loading runs into the site"
    acknowledged = 0

    def __init__(self, folder: Path, store: Path) -> None:
        self._store = folder / "load"
        self._store.mkdir()
        for name in ("intake", "runs"):
            shutil.copytree(store / name, self._store / name)
        shutil.copy(store / "asked.log", self._store)
        simulated.mark(self._store)
        with site(self._store) as environment:
            begun = time.perf_counter()
            killed(PREPARE, UNDISTURBED, environment)
            self.seconds = time.perf_counter() - begun
            self._whole = _loaded(environment)
            _afresh(environment)

    def once(self, after: float) -> tuple[bool, list[str]]:
        with site(self._store) as environment:
            ended = killed(PREPARE, after, environment).ended
            self.acknowledged += ended
            loaded = _loaded(environment)
            found = self._faults(loaded)
            if ended and loaded != self._whole:
                found.append("it ended well without all of the runs")
            if loaded == self._whole:
                _afresh(environment)
        return ended, found

    def at_last(self) -> list[str]:
        with site(self._store) as environment:
            killed(PREPARE, UNDISTURBED, environment)
            loaded = _loaded(environment)
        return self._faults(loaded) + ([] if loaded == self._whole else ["not all of the runs are loaded"])

    def _faults(self, loaded: dict[str, dict[str, int]]) -> list[str]:
        known = asked_for(self._store)
        return [f"{run_id} is not whole" for run_id, rows in loaded.items() if rows != self._whole[run_id]] + [
            f"{run_id} is none of the store's" for run_id in loaded if run_id not in known
        ]


def _loaded(environment: Environment) -> dict[str, dict[str, int]]:
    """By the id of a loaded run the number of its rows in each table; nothing where there are no tables yet."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        if not _rows(connection, "select 1 from pg_tables where tablename = 'nominals_fired'"):
            return {}
        found = dict(_rows(connection, "select number, run_id from runs_loadedrun"))
        counts: dict[str, dict[str, int]] = {run_id: {} for run_id in found.values()}
        for table in COUNTED:
            for number, rows in _rows(connection, f"select run_id, count(*) from {table} group by 1"):
                counts.setdefault(found.get(number, f"number {number}"), {})[table] = rows
        return counts


def _rows(connection: Any, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def _afresh(environment: Environment) -> None:
    """An empty database in place of this one."""
    with psycopg.connect(environment["DATABASE_URL"], dbname="postgres", autocommit=True) as connection:
        name = sql.Identifier(psycopg.conninfo.conninfo_to_dict(environment["DATABASE_URL"])["dbname"])
        connection.execute(sql.SQL("drop database {} with (force)").format(name))
        connection.execute(sql.SQL("create database {}").format(name))
