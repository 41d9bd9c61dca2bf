"""Who was referred: from the store or, until it lies there, from what the form said."""

from datetime import date
from typing import Any

from django.conf import settings

from v100.casework.referrals.models import Referral, Told
from v100.store import referrals


def person_of(referral: Referral) -> dict[str, Any] | None:
    """As the partner told (columns of tables.REFERRAL); none where it was erased. Raises V100Error where the store's
    file cannot be read.
    """
    if hasattr(referral, "in_store"):
        return referrals.said_of(settings.STORE, referral.in_store.kept_as)
    return as_told(referral.told) if hasattr(referral, "told") and referral.told.person else None


def as_told(told: Told) -> dict[str, Any]:
    """As the form said, while it holds it."""
    person: dict[str, Any] = {**(told.person or {})}
    born = person["date_of_birth"]
    return {**person, "date_of_birth": date.fromisoformat(born) if born else None}
