"""New runs are loaded while the site is open, not only when it starts."""

from django.conf import settings
from procrastinate.contrib.django import app

from v100.casework.runs.load import load_new


@app.periodic(cron="* * * * *")
@app.task(lock="runs", queueing_lock="runs")
def load_new_runs(timestamp: int) -> None:
    """Load what was sealed since; asked every minute."""
    del timestamp  # given by whoever asks; what is new is seen from the store
    load_new(settings.STORE)
