"""The site's tests: on a real PostgreSQL of their own, as the site's own role, each test undone at its end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import django
import pytest

FOLDER = Path(tempfile.gettempdir()) / f"v100-casework-{os.getpid()}"
STORE = FOLDER / "store"
URL = f"postgresql://v100@/casework?host={quote(str(FOLDER / 'postgres'), safe='')}"

with pytest.MonkeyPatch.context() as environment:  # other tests of this process shall not find it
    environment.setenv("V100_STORE", str(STORE))
    environment.setenv("DATABASE_URL", URL)
    environment.setenv("DJANGO_SETTINGS_MODULE", "v100.casework.settings")
    django.setup()

from django.conf import settings  # noqa: E402 Django is set up first
from django.db import connections, transaction  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from v100.casework.prepare import prepare  # noqa: E402
from v100.postgres import serving  # noqa: E402

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


@pytest.fixture(autouse=True)
def db(server: str) -> Iterator[None]:
    """The site's connection; what the test writes is undone."""
    assert server
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
