"""The site's tests: on a real PostgreSQL of their own, as the site's own role, each test undone at its end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import django
import psycopg
import pytest
from psycopg.sql import SQL, Identifier

FOLDER = Path(tempfile.gettempdir()) / f"v100-casework-{os.getpid()}"
STORE = FOLDER / "store"
URL = f"postgresql://v100@/casework?host={quote(str(FOLDER / 'postgres'), safe='')}"

with pytest.MonkeyPatch.context() as environment:  # other tests of this process shall not find it
    environment.setenv("V100_STORE", str(STORE))
    environment.setenv("DATABASE_URL", URL)
    environment.setenv("DJANGO_SETTINGS_MODULE", "v100.casework.settings")
    django.setup()

from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from django.test.utils import setup_test_environment

from leads_made_up import seal_leads
from runs_made_up import seal
from site_users import signed_in
from small_force import FEBRUARY, MARCH, take_delivery
from v100 import policy
from v100.casework.access import Role
from v100.casework.prepare import prepare
from v100.casework.runs.load import load_new
from v100.monthly import monthly_run
from v100.postgres import serving

setup_test_environment()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # no secret here is worth the wait


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The database with every table, as its owner; gives its URL."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    STORE.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as environment, serving(FOLDER / "postgres") as url:
        # A browser that an earlier test of this process left open keeps an event loop, which Django takes for its own.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        assert url == URL
        prepare()
        yield url
        connections.close_all()
        connections["default"].close_pool()
    shutil.rmtree(FOLDER)


@pytest.fixture
def elsewhere(server: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a site with a database and a store of its own, for what needs several connections."""
    name = f"of_{tmp_path.name}"
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(SQL("create database {}").format(Identifier(name)))
    return {
        **os.environ,
        "V100_STORE": str(tmp_path),
        "DATABASE_URL": server.replace("/casework?", f"/{name}?"),
        "DJANGO_SETTINGS_MODULE": "v100.casework.settings",
    }


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site's store: a run with eight men ranked, five of them listed, and one set aside; it is loaded."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(tmp_path)
    load_new(tmp_path)
    return tmp_path


@pytest.fixture
def with_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site's store: three men with leads to undetected crimes (leads_made_up); it is loaded."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal_leads(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def small_force_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small force's two deliveries, which hold canaries, and the month's run; nobody writes to it."""
    folder = tmp_path_factory.mktemp("force")
    for number, month in enumerate((FEBRUARY, MARCH), start=1):
        take_delivery(folder / "store", folder, number, month)
    monthly_run(folder / "store", as_at=MARCH, policy=policy.load("v100"))
    return folder / "store"


@pytest.fixture
def analyst(store: Path) -> Client:
    """Signed in where that run is loaded."""
    assert store
    return signed_in(Role.ANALYST)


@pytest.fixture(autouse=True)
def db(server: str) -> Iterator[None]:
    """The site's connection; what the test writes is undone."""
    assert server
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
