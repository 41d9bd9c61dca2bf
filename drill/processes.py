"""The processes of a site that runs, as Linux lists them under /proc."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Site:
    """By their numbers: `v100 serve`, gunicorn and its processes for pages, the background work."""

    serve: int
    master: int
    pages: list[int]
    work: int


def of_site(store: Path) -> Site:
    """Raises StopIteration where the site of this store does not run."""
    serve = next(pid for pid, words in _running() if "serve" in words and str(store) in words)
    children = {pid: " ".join(words) for pid, words in _running() if pid in _children(serve)}
    master = next(pid for pid, words in children.items() if "gunicorn" in words)
    work = next(pid for pid, words in children.items() if "v100.casework.work" in words)
    return Site(serve, master, sorted(_children(master)), work)


def server(store: Path) -> int:
    """PostgreSQL's first process."""
    return int((store / "postgres" / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def all_of(store: Path) -> list[int]:
    """All that runs of the site, PostgreSQL's first process too; none where it does not run."""
    found = []
    with suppress(StopIteration, FileNotFoundError):
        site = of_site(store)
        found = [site.serve, site.master, *site.pages, site.work]
    with suppress(FileNotFoundError):
        found.append(server(store))
    return found


def kill(pids: Iterable[int]) -> None:
    """Without a chance to tidy up."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _running() -> list[tuple[int, list[str]]]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found.append((int(folder.name), (folder / "cmdline").read_text(encoding="utf-8").split("\0")))
    return found


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]
