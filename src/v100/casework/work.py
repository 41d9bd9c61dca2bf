"""What the site does in the background: jobs that its pages left in the database, and what is done every minute.

Run as `python -m v100.casework.work` by `v100 serve`, beside the pages.
"""

import sys

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params

from v100.casework.starting import started

AT_ONCE = 3
"""Jobs done beside each other: an entry of the ledger waits neither for the engine nor for a run that is loaded."""

LOOKS_EVERY = 0.5
"""Seconds between two looks for a job. Entries of the ledger wait for each other, and nobody is told when one is done:
at the library's five seconds, two hundred decisions that a crash left waiting took a quarter of an hour.
"""


def work() -> None:
    """Do jobs until told to stop (SIGTERM): the one at hand is finished first."""
    with app.replace_connector(PsycopgConnector(kwargs=connector_params())) as worker:
        worker.run_worker(delete_jobs="successful", concurrency=AT_ONCE, fetch_job_polling_interval=LOOKS_EVERY)


if __name__ == "__main__":
    sys.exit(started(work))
