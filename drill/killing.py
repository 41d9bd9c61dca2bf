"""A process and all that it started, killed after so many seconds without a chance to tidy up."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

V100 = str(Path(sys.executable).parent / "v100")


@dataclass(frozen=True)
class Killed:
    """What it had printed by then, and whether it had ended well before."""

    said: str
    ended: bool


def killed(command: Sequence[str], after: float, env: dict[str, str] | None = None) -> Killed:
    """Raises RuntimeError where it failed by itself."""
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, _ = process.communicate()
    if process.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{' '.join(command)}: {said.strip()[-400:]}")
    return Killed(said, process.returncode == 0)
