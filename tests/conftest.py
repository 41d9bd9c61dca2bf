"""How many tests run beside each other."""

import os


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, at most four: tests of pages wait for browsers and servers."""
    return min((os.cpu_count() or 1) + 1, 4)
