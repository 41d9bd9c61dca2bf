"""A guest's invitation ends (C23): it is given for so many days at most."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.pages.templatetags.govuk import in_words
from v100.errors import V100Error


def check_last_day(last_day: date | None) -> None:
    """Raises V100Error where it is past, or too far ahead."""
    today = timezone.localdate()
    furthest = today + timedelta(days=settings.GUEST_DAYS)
    if last_day and not today <= last_day <= furthest:
        raise V100Error(f"A guest's last day is today or later, and at the latest {in_words(furthest)}")


def as_written_before(agency: str) -> str:
    """An agency as the account of another of its guests has it: one agency is written in one way."""
    known = User.objects.filter(agency__iexact=agency).order_by("pk").first()
    return known.agency if known else agency


def agencies() -> list[str]:
    """Those of which a guest may sign in today: only to them an action can be given."""
    guests = User.objects.filter(is_active=True, last_day__gte=timezone.localdate())
    return sorted(set(guests.values_list("agency", flat=True)))
