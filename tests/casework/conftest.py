"""The site's tests: on a real PostgreSQL of their own, as the site's own role, each test undone at its end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
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
from made_once import copied, for_all, made_once
from prepared import make_database
from runs_made_up import seal
from site_users import signed_in
from small_force import make_march
from v100.casework.access import Role
from v100.casework.runs.load import load_new
from v100.postgres import serving

setup_test_environment()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # no secret here is worth the wait


class Beneath:
    """What stands in the database before a test writes: nothing, or a store's runs. These are loaded in a transaction
    that goes on from test to test, since loading them costs more than most tests do."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.loaded: ExitStack | None = None

    def load(self) -> None:
        if self.loaded:
            return
        with ExitStack() as standing, pytest.MonkeyPatch.context() as patch:
            standing.enter_context(transaction.atomic())
            standing.callback(transaction.set_rollback, True)
            patch.setattr(settings, "STORE", self.store)
            load_new(self.store)
            self.loaded = standing.pop_all()

    def clear(self) -> None:
        if self.loaded:
            self.loaded.close()
            self.loaded = None


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The database with every table, as its owner; gives its URL. `prepared` is another like it, to be copied."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    STORE.mkdir(parents=True)
    copied(for_all(tmp_path_factory, make_database) / "postgres", FOLDER / "postgres")
    with pytest.MonkeyPatch.context() as environment, serving(FOLDER / "postgres") as url:
        # A browser that an earlier test of this process left open keeps an event loop, which Django takes for its own.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        assert url == URL
        with psycopg.connect(url.replace("/casework?", "/postgres?"), autocommit=True) as owner:
            owner.execute("create database prepared template casework")
        yield url
        connections.close_all()
        connections["default"].close_pool()
    shutil.rmtree(FOLDER)


@pytest.fixture
def elsewhere(server: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a site with a store and a database of its own, which has every table, for what needs several
    connections.
    """
    return environment_of(server, tmp_path, "prepared")


@pytest.fixture
def unprepared(server: str, tmp_path: Path) -> dict[str, str]:
    """The same where the database is empty yet."""
    return environment_of(server, tmp_path, "template0")


def environment_of(server: str, tmp_path: Path, template: str) -> dict[str, str]:
    name = f"of_{tmp_path.name}"
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(SQL("create database {} template {}").format(Identifier(name), Identifier(template)))
    return {
        **os.environ,
        "V100_STORE": str(tmp_path),
        "DATABASE_URL": server.replace("/casework?", f"/{name}?"),
        "DJANGO_SETTINGS_MODULE": "v100.casework.settings",
    }


@pytest.fixture(scope="session")
def month_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the run that most tests are about; nobody writes to it."""
    folder = tmp_path_factory.mktemp("month")
    seal(folder)
    return folder


@pytest.fixture(scope="session")
def beneath(server: str, month_store: Path) -> Beneath:
    """What the database holds beneath all that a test writes; it goes with the server."""
    assert server
    return Beneath(month_store)


@pytest.fixture
def loaded_month(month_store: Path) -> Path:
    """For the fixture `db`, which has that run loaded for whoever asks for this."""
    return month_store


@pytest.fixture
def store(loaded_month: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site's store: a run with eight men ranked, five of them listed, and one set aside; it is loaded."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    return Path(shutil.copytree(loaded_month, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def with_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site's store: three men with leads to undetected crimes (leads_made_up); it is loaded."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal_leads(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def small_force_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small force's two deliveries, which hold canaries, and the month's run; nobody writes to it."""
    return made_once(tmp_path_factory, make_march) / "store"


@pytest.fixture
def analyst(store: Path) -> Client:
    """Signed in where that run is loaded."""
    assert store
    return signed_in(Role.ANALYST)


@pytest.fixture(autouse=True)
def db(request: pytest.FixtureRequest, beneath: Beneath) -> Iterator[None]:
    """The site's connection; what the test writes is undone."""
    if "loaded_month" in request.fixturenames:
        beneath.load()
    else:
        beneath.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
