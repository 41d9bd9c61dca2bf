"""Who was referred: from the store or, until it lies there, from what the form said."""

from datetime import date
from typing import Any

from django.conf import settings

from v100.casework.referrals.models import Referral
from v100.store import referrals


def person_of(referral: Referral) -> dict[str, Any] | None:
    """As the partner told (columns of tables.REFERRAL); none where it was erased."""
    if hasattr(referral, "in_store"):
        return referrals.said_of(settings.STORE, referral.in_store.kept_as)
    told: dict[str, Any] | None = referral.told.person
    born = told and told["date_of_birth"]
    return {**told, "date_of_birth": date.fromisoformat(born)} if told and born else told
