"""Drafts that have expired lose their bytes, blocked ones too (C12). What stays: their hashes, what the leak check
found in them, who had one given out, who took it."""

from datetime import date

from django.db import transaction

from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.packs.models import Content, Pack, PackFile


@transaction.atomic
def delete_expired(today: date) -> int:
    """Delete the bytes of every draft whose last day is past, on the record; gives how many drafts lost theirs."""
    files = PackFile.objects.filter(sha256__in=Content.objects.values("sha256"))
    held = files.filter(pack__expires_on__gte=today)
    gone = files.filter(pack__expires_on__lt=today).exclude(sha256__in=held.values("sha256"))
    packs = list(Pack.objects.filter(pk__in=gone.values("pack")).order_by("pk"))
    Content.objects.filter(sha256__in=list(gone.values_list("sha256", flat=True))).delete()
    for pack in packs:
        record(Done.EXPIRED_PACK, by=None, subject=f"nominal:{pack.nominal_id}", why=f"(pack:{pack.pk})")
    return len(packs)
