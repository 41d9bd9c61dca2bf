"""The site as a test that uses a browser knows it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from v100.casework import place

V100 = Path(sys.executable).parent / "v100"


@dataclass(frozen=True)
class Site:
    """Where the site is, the password of its made-up users, the store it shows, what it printed."""

    url: str
    password: str
    store: Path
    said: str


@contextmanager
def served(store: Path) -> Iterator[Site]:
    """The site of this store, by `v100 serve`, until the test is done; it must stop without a fault."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [V100, "serve", "--store", store, "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        said = ""
        for line in server.stdout:
            said += line
            if "http://" in line:
                break
        yield Site(f"http://127.0.0.1:{port}", place.demo_password(store), store, said)
        server.send_signal(signal.SIGTERM)
        assert server.wait() == 0
    assert not (store / "postgres" / "data" / "postmaster.pid").exists()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
