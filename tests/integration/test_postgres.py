"""PostgreSQL in the store's folder, as the site uses it: the real server, as root and as an ordinary account."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from v100.errors import V100Error
from v100.postgres import database, serving
from v100.postgres.programs import programs

AS_ROOT = os.geteuid() == 0
ONLY_ROOT = pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder closed to everybody else, as a home folder is; what a test starts in it, it stops."""
    made = Path(tempfile.mkdtemp(prefix="v100-test-"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter and write to."""
    made = Path(tempfile.mkdtemp(prefix="v100-test-"))
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row and row[0]


def pid_of(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def test_what_was_written_is_there_at_the_next_start(folder: Path) -> None:
    with serving(folder / "postgres") as url, psycopg.connect(url) as connection:
        connection.execute("create table kept as select 7 as number")
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()
    with serving(folder / "postgres") as url:
        assert ask(url, "select number from kept") == 7


def test_nobody_else_can_reach_it(folder: Path) -> None:
    with serving(folder / "postgres") as url:
        assert ask(url, "show listen_addresses") == ""
        with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", 5432), timeout=1):
            pass
        for path in (folder / "postgres", folder / "postgres" / "data"):
            assert path.stat().st_mode & 0o077 == 0


def test_its_log_holds_no_value(folder: Path) -> None:
    canary = "Canary-Madeup"
    with serving(folder / "postgres") as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table woman (name text primary key)")
        connection.execute("insert into woman values (%s)", [canary])
        with pytest.raises(psycopg.errors.UniqueViolation, match=canary):
            connection.execute("insert into woman values (%s)", [canary])
        with pytest.raises(psycopg.errors.InvalidDatetimeFormat):
            connection.execute(f"select '{canary}'::date".encode())
    assert canary not in (folder / "postgres" / "server.log").read_text()


def test_it_searches_names_whatever_their_letters(folder: Path) -> None:
    with serving(folder / "postgres") as url, psycopg.connect(url) as connection:
        connection.execute("create extension pg_trgm")
        found = connection.execute("select similarity('Łukasz Żółć', 'łukasz ŻÓŁĆ'), lower('ÉŁ')").fetchone()
    assert found == (1.0, "éł")


def test_the_last_of_two_users_stops_it(folder: Path) -> None:
    with serving(folder / "postgres"):
        with serving(folder / "postgres") as url:
            running = pid_of(folder / "postgres")
        assert ask(url, "select 1") == 1
        assert pid_of(folder / "postgres") == running
    with pytest.raises(psycopg.OperationalError):
        ask(url, "select 1")


def test_a_user_that_was_killed_keeps_nobody_waiting(folder: Path) -> None:
    program = (
        "import os, pathlib, signal, sys; from v100.postgres import serving\n"
        "with serving(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(folder / "postgres")], check=False)
    assert killed.returncode == -signal.SIGKILL
    left = pid_of(folder / "postgres")
    with serving(folder / "postgres") as url:
        assert pid_of(folder / "postgres") == left
    with pytest.raises(psycopg.OperationalError):
        ask(url, "select 1")


def test_it_comes_back_from_a_crash(folder: Path) -> None:
    with serving(folder / "postgres") as url:
        with psycopg.connect(url) as connection:
            connection.execute("create table survivor as select 8 as number")
        _kill(pid_of(folder / "postgres"))
    with serving(folder / "postgres") as url:
        assert ask(url, "select number from survivor") == 8


def test_it_comes_back_while_it_still_dies(folder: Path) -> None:
    for _ in range(5):
        with serving(folder / "postgres") as url:
            assert ask(url, "select 1") == 1
            os.kill(pid_of(folder / "postgres"), signal.SIGKILL)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        while True:
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("name", ["a b's store, é", "n" * 150])
def test_any_folder_will_do(folder: Path, name: str) -> None:
    with serving(folder / name / "postgres") as url:
        assert ask(url, "select 1") == 1
        place = Path((folder / name / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[4])
        assert place.stat().st_mode & 0o077 == 0
    assert place == folder / name / "postgres" or not place.exists()


def test_a_path_that_would_reach_a_shell_is_refused(folder: Path) -> None:
    with pytest.raises(V100Error, match="move the store"), serving(folder / "$HOME"):
        pass
    assert not (folder / "$HOME").exists()


@ONLY_ROOT
def test_root_runs_it_as_an_account_without_power(folder: Path) -> None:
    with serving(folder / "postgres") as url:
        status = Path(f"/proc/{pid_of(folder / 'postgres')}/status").read_text()
        assert ask(url, "select 1") == 1
    user = next(line.split()[1] for line in status.splitlines() if line.startswith("Uid:"))
    assert pwd.getpwuid(int(user)).pw_name in ("postgres", "nobody")


@ONLY_ROOT
def test_programs_in_a_closed_folder_will_do_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = programs().parents[1]
    for part in (installed, installed.with_name(f"{installed.name}.libs")):
        if part.exists():
            shutil.copytree(part, folder / "closed" / part.name, symlinks=True)
    monkeypatch.setenv("V100_POSTGRES", str(folder / "closed" / installed.name / programs().parent.name))
    with serving(folder / "by programs in a closed folder") as url:
        assert ask(url, "select 1") == 1


@ONLY_ROOT
def test_an_open_folder_needs_none_of_roots_powers(open_folder: Path) -> None:
    with serving(open_folder / "postgres"):
        status = Path(f"/proc/{pid_of(open_folder / 'postgres')}/status").read_text()
    kept = next(line.split()[1] for line in status.splitlines() if line.startswith("CapEff:"))
    assert int(kept, 16) == 0 or not _open(programs())


def _open(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in folder.parents)


@ONLY_ROOT
def test_an_ordinary_account_runs_it_as_itself_and_nobody_else_may(open_folder: Path) -> None:
    program = (
        "import os, pathlib, sys; from v100.postgres import serving\n"
        "with serving(pathlib.Path(sys.argv[1])) as url:\n"
        "    print((pathlib.Path(sys.argv[1]) / 'data').stat().st_uid == os.getuid())"
    )
    command = [sys.executable, "-c", program, str(open_folder / "postgres")]
    assert _as("nobody", command).stdout == "True\n"
    with serving(open_folder / "postgres") as url:
        assert ask(url, "select 1") == 1
    assert "belongs to nobody" in _as("daemon", command).stderr


def _as(name: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run it as that account, which may pass closed folders: Python itself may lie in one."""
    who = pwd.getpwnam(name)
    switch = ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]
    powers = [f"--{which}=-all,+dac_override" for which in ("inh-caps", "ambient-caps", "bounding-set")]
    return subprocess.run([*switch, *powers, *command], capture_output=True, text=True, check=False, cwd="/")


def test_a_folder_of_another_version_is_left_alone(folder: Path) -> None:
    with serving(folder / "postgres"):
        pass
    stamp = folder / "postgres" / "data" / "PG_VERSION"
    made = stamp.read_text()
    stamp.write_text("9\n")
    with pytest.raises(V100Error, match=r"made by PostgreSQL 9, .* V100_POSTGRES"), serving(folder / "postgres"):
        pass
    stamp.write_text(made)


def test_programs_of_another_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = programs()
    monkeypatch.setenv("V100_POSTGRES", str(found.parent))
    assert programs() == found
    monkeypatch.setenv("V100_POSTGRES", str(folder))
    with pytest.raises(V100Error, match=f"V100_POSTGRES={folder} holds no PostgreSQL"):
        programs()


def test_a_server_that_does_not_start_says_why(folder: Path) -> None:
    with serving(folder / "postgres"):
        pass
    settings = folder / "postgres" / "data" / "postgresql.auto.conf"
    settings.write_text("shared_buffers = nonsense\n")
    with pytest.raises(V100Error, match=r"pg_ctl failed: .*log: .*server\.log"), serving(folder / "postgres"):
        pass
    settings.write_text("")


def test_another_server_is_used_where_the_environment_names_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(folder / "postgres") as url:
        monkeypatch.setenv("DATABASE_URL", url)
        with database(folder / "store") as used:
            assert ask(used, "select 1") == 1
    assert not (folder / "store").exists()
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere/else")
    with pytest.raises(V100Error, match="DATABASE_URL is not the URL of a PostgreSQL database"), database(folder):
        pass
