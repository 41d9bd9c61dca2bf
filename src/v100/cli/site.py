"""The casework site as commands reach it: its database running, its modules in a process of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from v100 import postgres
from v100.errors import CheckFailed, V100Error

Environment = dict[str, str]


@contextmanager
def site(store: Path) -> Iterator[Environment]:
    """The environment in which the site of this store runs; its database runs meanwhile.

    Raises V100Error where there is no such store.
    """
    if not store.is_dir():
        raise V100Error(f"{store} is no store: make one with `v100 intake`, or try `v100 demo`")
    with postgres.database(store) as url:
        yield {
            **os.environ,
            "V100_STORE": str(store.resolve()),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "v100.casework.settings",
        }


def run(environment: Environment, module: str, said: str = "") -> str:
    """Run one of the site's modules with these words as its input; gives what it printed.

    Raises V100Error with its own words where it fails.
    """
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, env=environment, input=said, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        fault = CheckFailed if done.returncode == CheckFailed.exit_status else V100Error
        raise fault(done.stderr.strip())
    return done.stdout.strip()
