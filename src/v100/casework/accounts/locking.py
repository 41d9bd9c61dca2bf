"""Whoever gives wrong passwords in a row waits. The audit log, which has every failure, says how many there were, so
that nothing else is kept of what was typed.
"""

from datetime import timedelta

from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done, Event
from v100.casework.oversight.record import record

FAILURES, MINUTES = 5, 15
WAITS = "(the account waits)"
"""Said of a failure that came while an account waited: it does not make it wait longer."""


def refused_for_now(username: str) -> bool:
    """Whether this account waits; if it does, that somebody tried is on the record."""
    user = User.objects.filter(username__iexact=username).first()
    if user is None or not waits(user):
        return False
    record(Done.FAILED_TO_SIGN_IN, by=None, subject=f"user:{user.pk}", why=WAITS)
    return True


def waits(user: User) -> bool:
    """Whether it had so many failures in the last minutes, and neither a success nor a new password since."""
    recent = Event.objects.filter(subject=f"user:{user.pk}", at__gte=timezone.now() - timedelta(minutes=MINUTES))
    cleared = recent.filter(action__in=(Done.SIGNED_IN, Done.GAVE_PASSWORD)).order_by("pk").last()
    failed = recent.filter(action=Done.FAILED_TO_SIGN_IN, pk__gt=cleared.pk if cleared else 0).exclude(why=WAITS)
    return failed.count() >= FAILURES
