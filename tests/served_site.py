"""The site as a test that uses a browser knows it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Site:
    """Where the site is, the password of its made-up users, the store it shows, what it printed."""

    url: str
    password: str
    store: Path
    said: str
