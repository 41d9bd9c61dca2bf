"""A daily e-mail to whoever has alerts waiting, where the force turned it on. It says how many, and nothing else."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from procrastinate.contrib.django import app

from v100.casework.access import Action, allowed
from v100.casework.accounts.models import User
from v100.casework.alerts.finding import alerts_for
from v100.casework.runs.current import current_run


@app.periodic(cron="0 6 * * *")
@app.task(queueing_lock="mail")
def mail_waiting(timestamp: int) -> None:
    """At six in the morning (UTC)."""
    del timestamp  # given by whoever asks
    send_waiting()


def send_waiting() -> int:
    """How many messages were sent; none where mail is not turned on."""
    run = current_run()
    if run is None or not settings.MAIL_FROM:
        return 0
    sent = 0
    for user in User.objects.filter(is_active=True).exclude(email="").order_by("pk"):
        waiting = alerts_for(user, run, timezone.now(), most=0).number if allowed(user, Action.SEE_ALERTS) else 0
        if waiting:
            words = f"{waiting} alert{' waits' if waiting == 1 else 's wait'} for you in V100. Sign in to read."
            sent += send_mail("V100: alerts wait for you", words, settings.MAIL_FROM, [user.email])
    return sent
