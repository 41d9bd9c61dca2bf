"""The site as `v100 serve` opens it, and people who are signed in."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urljoin

import requests

from benchmarks.site.pages import REASON, Page

LISTENING = "listening "
SIGN_IN = "sign-in/"


@contextmanager
def served(store: Path, port: int, complaints: IO[str] | None = None) -> Iterator[str]:
    """The address of the site, once pages can be opened. What it complains of goes to standard error, or there."""
    command = [str(Path(sys.executable).parent / "v100"), "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, text=True) as process:
        assert process.stdout is not None
        try:
            said = next((line for line in process.stdout if line.startswith(LISTENING)), None)
            if said is None:
                raise RuntimeError("the site did not open: what it said is on standard error, or where that went")
            yield said.removeprefix(LISTENING).strip()
        finally:
            process.terminate()


def signed_in(url: str, password: str, pages: Sequence[Page]) -> dict[str, requests.Session]:
    """A session for each role, in which every reason that its pages ask for was given."""
    sessions = {role: _session(url, role, password) for role in sorted({page.role for page in pages})}
    for page in pages:
        for path in page.reasons_at:
            _send(sessions[page.role], urljoin(url, path), REASON)
    return sessions


def _session(url: str, role: str, password: str) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # no proxy stands between this machine and itself
    session.headers["Referer"] = url
    _send(session, urljoin(url, SIGN_IN), {"username": role, "password": password})
    return session


def _send(session: requests.Session, address: str, said: dict[str, str]) -> None:
    session.get(address).raise_for_status()
    answer = session.post(address, {"csrfmiddlewaretoken": session.cookies["csrftoken"], **said})
    answer.raise_for_status()
