"""How gunicorn listens: on this machine only, a few processes with a few threads, no log of who asked for what.

Gunicorn reads this as its configuration; `v100 serve` names the port in `V100_PORT`.
"""

import gc
import os
from importlib import import_module
from typing import Any

from v100.casework.logs import LOGGING

bind = f"127.0.0.1:{os.environ.get('V100_PORT', '8000')}"
workers = min(4, os.cpu_count() or 1)  # a process makes one page at a time; four leave PostgreSQL connections to spare
threads = 8
keepalive = 75  # seconds: whoever reads a page for a minute has the same connection for the next
accesslog = None
logconfig_dict = LOGGING

SELDOM = 100
"""So many looks at what is young come before one at all that was kept: by Python itself ten."""


def post_worker_init(worker: Any) -> None:
    """All that the pages are made of is read now, and stays: looking through it for what can go, as Python does every
    few pages, takes longer than a page. What was kept since is looked through seldom, for the same reason: a page
    leaves some fifty small things behind. The first process says that pages can be opened.
    """
    import_module("v100.casework.urls")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], SELDOM)
    if worker.age == 1:
        print(f"listening http://{bind}/", flush=True)
