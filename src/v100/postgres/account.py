"""As whom the server runs: as whoever asks; for root, whom PostgreSQL refuses, as an account without power."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from v100.errors import V100Error

INSTEAD_OF_ROOT = ("postgres", "nobody")
"""The first that the machine has."""

PASS = "-all,+dac_override"
"""The one power of root that an account keeps where a folder on the way is closed to it: to pass closed folders."""


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL's programs. `other` is the account that root takes; none: whoever asks."""

    other: pwd.struct_passwd | None

    def own(self, folder: Path) -> None:
        """The folder is this account's, and nobody else's to read."""
        folder.chmod(0o700)
        if self.other:
            os.chown(folder, self.other.pw_uid, self.other.pw_gid)

    def run(self, command: Sequence[str], reach: Iterable[Path]) -> subprocess.CompletedProcess[str]:
        """Run a program that has to reach these folders; its output is given back, whatever its status."""
        return subprocess.run(
            [*self._prefix(reach), *command],
            cwd="/",
            env={name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def _prefix(self, reach: Iterable[Path]) -> list[str]:
        if self.other is None:
            return []
        switch = shutil.which("setpriv")
        if switch is None:
            raise V100Error(
                "PostgreSQL does not run as root and `setpriv`, which takes another account, is missing: run v100 as "
                "an ordinary account, or install the package util-linux"
            )
        powers = PASS if any(self._closed(folder) for folder in reach) else "-all"
        who = [f"--reuid={self.other.pw_uid}", f"--regid={self.other.pw_gid}", "--clear-groups"]
        # Without these bits access(2) would answer as if the power were gone.
        bits = ["--securebits=+no_setuid_fixup"]
        return [switch, *who, *bits, *(f"--{which}={powers}" for which in ("inh-caps", "ambient-caps", "bounding-set"))]

    def _closed(self, folder: Path) -> bool:
        """A folder on the way there is neither this account's nor open to everybody."""
        on_the_way = [parent.stat() for parent in folder.resolve().parents]
        mine = self.other and self.other.pw_uid
        return any(not found.st_mode & 0o001 and found.st_uid != mine for found in on_the_way)


def account_for(folder: Path) -> Account:
    """Who runs the server of this folder: its owner where it is there already.

    Raises V100Error where it belongs to somebody else.
    """
    owner = folder.stat().st_uid if folder.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise V100Error(f"{folder} belongs to {_name(owner)}, who started the database first: run v100 as they do")
        return Account(None)
    if owner:
        return Account(pwd.getpwuid(owner))
    return Account(_first_of(INSTEAD_OF_ROOT))


def _first_of(names: Iterable[str]) -> pwd.struct_passwd:
    known = {each.pw_name: each for each in pwd.getpwall()}
    return next(known[name] for name in names if name in known)


def _name(uid: Any) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"the account {uid}"
