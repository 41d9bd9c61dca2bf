"""Whoever gives wrong passwords in a row waits. The audit log, which has every failure, says how many there were, so
that nothing else is kept of what was typed.
"""

from datetime import timedelta

from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done, Event

FAILURES, MINUTES = 5, 15


def locked(username: str) -> bool:
    """Whether this account had so many failures in the last minutes, and neither a success nor a new password since."""
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        return False
    recent = Event.objects.filter(subject=f"user:{user.pk}", at__gte=timezone.now() - timedelta(minutes=MINUTES))
    cleared = recent.filter(action__in=(Done.SIGNED_IN, Done.GAVE_PASSWORD)).order_by("pk").last()
    failed = recent.filter(action=Done.FAILED_TO_SIGN_IN, pk__gt=cleared.pk if cleared else 0)
    return failed.count() >= FAILURES
