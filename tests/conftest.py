"""Tests look for garbage as seldom as the command does; those that run side by side take one thread each."""

import gc
import os

from v100 import engine
from v100.cli.app import SELDOM

gc.set_threshold(SELDOM)
if "PYTEST_XDIST_WORKER" in os.environ:
    engine.THREADS = 1
