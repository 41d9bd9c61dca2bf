"""Tests look for garbage as seldom as the command does."""

import gc

from v100.cli.app import SELDOM

gc.set_threshold(SELDOM)
