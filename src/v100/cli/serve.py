"""The casework site: its database, tables, first users and runs, then the pages."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from v100 import postgres
from v100.casework import assets, place
from v100.cli.screen import StoreFolder, console, listening
from v100.errors import V100Error

PORT = 8000


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    store: StoreFolder,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = PORT,
) -> None:
    """Start the casework site: database, tables, new runs, pages. It goes on until Ctrl-C."""
    if not store.is_dir():
        raise V100Error(f"{store} is no store: make one with `v100 intake`, or try `v100 demo`")
    assets.check()
    _check_free(port)
    signal.signal(signal.SIGTERM, _stop)
    with postgres.database(store) as url:
        environment = {
            **os.environ,
            "V100_STORE": str(store.resolve()),
            "V100_PORT": str(port),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "v100.casework.settings",
        }
        with listening("preparing the database and loading new runs"):
            _prepare(environment)
        _say_how_to_sign_in(store)
        _listen(environment)


def _prepare(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "v100.casework.prepare"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise V100Error(f"the site was not prepared: {done.stderr.strip()}")
    if done.stdout:
        console.print(done.stdout.strip(), markup=False)


def _say_how_to_sign_in(store: Path) -> None:
    if place.simulated(store):
        password = place.demo_password(store)
        console.print(
            "Nobody in this store is real. Sign in as [bold]analyst[/], [bold]panel_chair[/], [bold]auditor[/], "
            f"[bold]professional_standards[/] or another role, password [bold]{password}[/]"
        )


def _listen(environment: dict[str, str]) -> None:
    """Gunicorn until it ends or this process is told to stop; it says itself when pages can be opened."""
    command = [sys.executable, "-m", "gunicorn", "--config", "python:v100.casework.listen", "v100.casework.wsgi"]
    with subprocess.Popen(command, env=environment) as server:
        try:
            status = server.wait()
        except (KeyboardInterrupt, SystemExit):
            server.terminate()
            return
    if status != 0:
        raise V100Error(f"the site ended with status {status}: what it said is above")


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise V100Error(f"port {port} is taken ({error.strerror}): give another with --port") from error
