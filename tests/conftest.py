"""Tests look for garbage as seldom as the command does; those that run side by side take one thread each, and are one
more than the processors: tests of the site wait for a browser, or for its database, while others compute.
"""

import gc
import os

from v100 import engine
from v100.cli.app import SELDOM

gc.set_threshold(SELDOM)
if "PYTEST_XDIST_WORKER" in os.environ:
    engine.THREADS = 1


def pytest_xdist_auto_num_workers() -> int:
    return min(4, 1 + (os.cpu_count() or 1))
