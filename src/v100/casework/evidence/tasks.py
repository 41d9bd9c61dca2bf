"""New evidence is loaded while the site is open, not only when it starts."""

from django.conf import settings
from procrastinate.contrib.django import app

from v100.casework.evidence.load import load_new_evidence


@app.periodic(cron="* * * * *")
@app.task(lock="evidence", queueing_lock="evidence")
def load_sealed_evidence(timestamp: int) -> None:
    """Load what was sealed since; asked every minute."""
    del timestamp  # given by whoever asks; what is new is seen from the store
    load_new_evidence(settings.STORE)
