"""A PostgreSQL server in a folder: made once, started by whoever comes first, stopped by whoever leaves last.

It listens on no network address, only on a socket in a folder that nobody else may enter: whoever may read its files
anyway. So it asks for no password. Its log holds no statement and no value.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

from v100.errors import V100Error
from v100.postgres.account import account_for
from v100.postgres.programs import programs
from v100.store.files import only_one, whole_folder

VARIABLE = "DATABASE_URL"
FOLDER = "postgres"
DATABASE = "casework"
OWNER = "v100"

SOCKET = ".s.PGSQL.5432"
LONGEST = 103
"""Bytes that a socket's path may have (the shorter of Linux's and macOS's)."""

REFUSED = '"$`\\\n\r'
"""Letters of a path that PostgreSQL's own programs hand to a shell unquoted."""

PATIENCE = 60
"""Seconds in which a server that runs has to take connections."""

CONFIGURATION = """\
# Written by v100 at each start. What you set by ALTER SYSTEM lies in postgresql.auto.conf and is kept.
listen_addresses = ''
unix_socket_directories = {socket}
unix_socket_permissions = 0700
timezone = 'UTC'
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
"""


@contextmanager
def database(store: Path) -> Iterator[str]:
    """The URL of casework's database: what `DATABASE_URL` says, else the store's own server, running meanwhile.

    Raises V100Error where the variable is no PostgreSQL URL, or the server does not start.
    """
    url = os.environ.get(VARIABLE)
    if not url:
        with serving(store / FOLDER) as own:
            yield own
        return
    if urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise V100Error(f"{VARIABLE} is not the URL of a PostgreSQL database: postgresql://USER@HOST/DATABASE")
    yield url


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A server with its data in this folder, running meanwhile; gives the URL of its database.

    It goes on while another process uses it too. Raises V100Error where it does not start.
    """
    server = Server(folder.resolve())
    users = server.enter()
    try:
        yield server.url
    finally:
        server.leave(users)


class Server:
    """One folder's server: `data`, the lock that its users share, and its log."""

    def __init__(self, folder: Path) -> None:
        if set(str(folder)) & set(REFUSED):
            raise V100Error(f"{folder}: PostgreSQL takes no path with a double quote, $, ` or \\ in it: move the store")
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.programs = programs()
        self.account = account_for(folder)

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}@/{DATABASE}?host={quote(str(self._socket_folder()), safe='')}"

    def enter(self) -> TextIO:
        """Be one more of its users; start it where nobody has."""
        self._claim()
        with only_one(self.folder / ".starting"):
            if not (self.data / "PG_VERSION").exists():
                self._make()
            if not self._answers():
                self._start()
            users = (self.folder / ".users").open("a")
            fcntl.flock(users, fcntl.LOCK_SH)
        return users

    def leave(self, users: TextIO) -> None:
        """Be no longer one of its users; stop it where nobody is left. A user that was killed left by that."""
        with only_one(self.folder / ".starting"), users, suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._running():
                self._stop()

    def _claim(self) -> None:
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            self.account.own(self.folder)

    def _make(self) -> None:
        with whole_folder(self.data) as aside:
            self.account.own(aside)
            self._do(
                "initdb",
                f"--pgdata={aside}",
                f"--username={OWNER}",
                "--auth-local=trust",
                "--auth-host=reject",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
            )

    def _start(self) -> None:
        self._check_version()
        configuration = CONFIGURATION.format(socket=_quoted(self._place_for_socket()))
        (self.data / "postgresql.conf").write_text(configuration, encoding="utf-8")
        self._do("pg_ctl", "start", "--wait", "--silent", f"--pgdata={self.data}", f"--log={self.log}")
        self._make_database()

    def _stop(self) -> None:
        socket = self._socket_folder()
        try:
            self._do("pg_ctl", "stop", "--wait", "--silent", "--mode=fast", f"--pgdata={self.data}")
        except V100Error:
            if self._running():  # else it died by itself
                raise
        if socket != self.folder:
            shutil.rmtree(socket, ignore_errors=True)

    def _running(self) -> bool:
        return self._run("pg_ctl", "status", f"--pgdata={self.data}").returncode == 0

    def _answers(self) -> bool:
        """Whether it runs and takes connections. One that still dies, or recovers, is waited for."""
        until = time.monotonic() + PATIENCE
        while self._running():
            try:
                psycopg.connect(self.url).close()
            except (psycopg.OperationalError, OSError, IndexError) as error:
                if time.monotonic() > until:
                    raise V100Error(
                        f"PostgreSQL runs in {self.data} and takes no connection: {self.log} says why"
                    ) from error
                time.sleep(0.1)
            else:
                return True
        return False

    def _check_version(self) -> None:
        made = (self.data / "PG_VERSION").read_text().strip()
        said = self._do("postgres", "--version")
        major = said.split(")")[-1].split()[-1].split(".")[0]
        if made != major:
            raise V100Error(
                f"{self.data} was made by PostgreSQL {made}, {self.programs} holds {major}: let V100_POSTGRES name "
                f"the programs of {made}, or move the data with pg_dump and pg_restore"
            )

    def _make_database(self) -> None:
        with psycopg.connect(self.url, dbname="postgres", autocommit=True) as connection:
            if not connection.execute("select from pg_database where datname = %s", [DATABASE]).rowcount:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))

    def _place_for_socket(self) -> Path:
        """The folder itself; where a client could not write its path, a short one of the account's own."""
        if len(os.fsencode(self.folder / SOCKET)) <= LONGEST and "," not in str(self.folder):
            return self.folder
        short = Path(tempfile.mkdtemp(prefix="v100-"))
        self.account.own(short)
        return short

    def _socket_folder(self) -> Path:
        """Where the running server says that its socket is."""
        return Path((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[4])

    def _do(self, program: str, *words: str) -> str:
        done = self._run(program, *words)
        if done.returncode != 0:
            raise V100Error(f"PostgreSQL's {program} failed: {_last(done.stdout)} (log: {self.log})")
        return done.stdout

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        return self.account.run([str(self.programs / program), *words], reach=(self.data, self.programs))


def _quoted(folder: Path) -> str:
    """A path as one element of a list in postgresql.conf."""
    return "'\"" + str(folder).replace("'", "''") + "\"'"


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
