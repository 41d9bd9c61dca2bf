"""What the site does in the background: jobs that its pages left in the database, and what is done every minute.

Run as `python -m v100.casework.work` by `v100 serve`, beside the pages.
"""

import sys

from procrastinate.contrib.django import app

from v100.casework.starting import started


def work() -> None:
    """Do jobs until told to stop (SIGTERM): the one at hand is finished first."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(delete_jobs="successful")


if __name__ == "__main__":
    sys.exit(started(work))
