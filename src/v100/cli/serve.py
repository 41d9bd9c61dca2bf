"""The casework site: its database, tables, first users and runs, then the pages."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from v100.casework import assets, place
from v100.cli.screen import StoreFolder, console, listening
from v100.cli.site import Environment, run, site
from v100.errors import V100Error
from v100.store.simulated import is_simulated

PORT = 8000
LOOKS_EVERY = 0.5
"""Seconds between two looks at whether all of the site still runs."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    store: StoreFolder,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = PORT,
) -> None:
    """Start the casework site: database, tables, new runs, pages. It goes on until Ctrl-C."""
    assets.check()
    _check_free(port)
    signal.signal(signal.SIGTERM, _stop)
    with site(store) as environment:
        with listening("preparing the database and loading new runs"):
            loaded = run(environment, "v100.casework.prepare")
        if loaded:
            console.print(loaded, markup=False)
        _say_how_to_sign_in(store)
        _open({**environment, "V100_PORT": str(port)})


def _say_how_to_sign_in(store: Path) -> None:
    if is_simulated(store):
        console.print(
            "Nobody in this store is real. Sign in as [bold]analyst[/], [bold]panel_chair[/], [bold]auditor[/] or\n"
            f"[bold]professional_standards[/] with the password [bold]{place.demo_password(store)}[/]"
        )
    else:
        console.print(f"Add people who may sign in:   [bold]v100 user add NAME --store {store}[/]")


PARTS = {
    "pages": ("gunicorn", "--config", "python:v100.casework.listen", "v100.casework.wsgi"),
    "background work": ("v100.casework.work",),
}
"""What runs while the site is open; gunicorn says itself when pages can be opened."""


def _open(environment: Environment) -> None:
    """Every part until this process is told to stop. Raises V100Error when one of them ends before."""
    with ExitStack() as stack:
        parts = {}
        for name, module in PARTS.items():
            parts[name] = stack.enter_context(subprocess.Popen([sys.executable, "-m", *module], env=environment))
            stack.callback(parts[name].terminate)
        try:
            while not (ended := [name for name, part in parts.items() if part.poll() is not None]):
                time.sleep(LOOKS_EVERY)
        except (KeyboardInterrupt, SystemExit):
            return
    raise V100Error(f"the site's {' and '.join(ended)} ended: what was said of it is above")


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise V100Error(f"port {port} is taken ({error.strerror}): give another with --port") from error
