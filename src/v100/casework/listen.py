"""How gunicorn listens: on this machine only, a few threads, no log of who asked for what.

Gunicorn reads this as its configuration; `v100 serve` names the port in `V100_PORT`.
"""

import os
from typing import Any

bind = f"127.0.0.1:{os.environ.get('V100_PORT', '8000')}"
workers = 1
threads = 8
accesslog = None
errorlog = "-"
loglevel = "warning"


def when_ready(_server: Any) -> None:
    """Said once, when pages can be opened."""
    print(f"listening http://{bind}/", flush=True)
