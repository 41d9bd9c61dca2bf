"""How many tests run beside each other, how seldom each looks for garbage, and the one browser of each process."""

import gc
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from v100.cli.app import SELDOM

if TYPE_CHECKING:
    from playwright.sync_api import Browser

gc.set_threshold(SELDOM)

# Read when NumPy is first imported, here and in what the tests start. Its threads do not sleep while they wait for each
# other: where tests run beside each other, two take more than twice the processor's time of one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, at most four: tests of pages wait for browsers and servers."""
    return min((os.cpu_count() or 1) + 1, 4)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The machine's Chromium or Chrome, else Playwright's own. Playwright can be there once in a process."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        options = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        opened = playwright.chromium.launch(executable_path=found, args=options)
        yield opened
        opened.close()
