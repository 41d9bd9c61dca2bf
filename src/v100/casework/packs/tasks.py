"""Each night the bytes of drafts that have expired are deleted."""

from django.utils import timezone
from procrastinate.contrib.django import app

from v100.casework.packs.expiring import delete_expired


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="expired")
def delete_expired_drafts(timestamp: int) -> None:
    """At a quarter past three (UTC)."""
    del timestamp  # given by whoever asks
    delete_expired(timezone.localdate())
