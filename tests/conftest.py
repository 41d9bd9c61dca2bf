"""How many tests run beside each other, and how seldom each looks for garbage."""

import gc
import os

from v100.cli.app import SELDOM

gc.set_threshold(SELDOM)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, at most four: tests of pages wait for browsers and servers."""
    return min((os.cpu_count() or 1) + 1, 4)
