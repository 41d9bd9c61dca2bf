"""Who signed in and out, and that somebody could not, on the audit log."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record


def connect() -> None:
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)


def _signed_in(user: User, **_: Any) -> None:
    record(Done.SIGNED_IN, by=user, subject=f"user:{user.pk}")


def _signed_out(user: User | None, **_: Any) -> None:
    if user:
        record(Done.SIGNED_OUT, by=user, subject=f"user:{user.pk}")


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    """What was typed is not kept: it may be a password in the wrong box."""
    known = User.objects.filter(username__iexact=credentials.get("username", "")).first()
    record(Done.FAILED_TO_SIGN_IN, by=None, subject=f"user:{known.pk}" if known else "user:unknown")
