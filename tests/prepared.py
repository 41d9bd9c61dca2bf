"""A database that the site prepared, with no server running: to migrate an empty one takes longer than most tests."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from v100.postgres import serving


def make_database(folder: Path) -> None:
    """`postgres`: its server's folder, with every table and nobody in them."""
    with serving(folder / "postgres") as url:
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("alter system set fsync = off")  # what tests write need not outlive the machine
            owner.execute("select pg_reload_conf()")
        prepare(folder / "store", url)


def prepare(store: Path, url: str) -> None:
    """As `v100 serve` does before the site listens."""
    site = {"V100_STORE": str(store), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "v100.casework.settings"}
    subprocess.run([sys.executable, "-m", "v100.casework.prepare"], env=os.environ | site, check=True)
