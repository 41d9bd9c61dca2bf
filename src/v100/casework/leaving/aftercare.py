"""The days on which women are asked after once a man was removed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from v100.casework.accounts.models import User
from v100.casework.leaving.models import Aftercare, AftercareDone
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow


def waiting(user: Any) -> QuerySet[Aftercare]:
    """Days for which nobody recorded yet that she was asked after, of men whom this person may see, in order."""
    found: QuerySet[Aftercare] = Aftercare.objects.visible_to(user).filter(done=None)
    return found.select_related("nominal").order_by("due_on", "pk")


@transaction.atomic
def record_aftercare(aftercare: Aftercare, *, on: date, words: str, by: User) -> AftercareDone:
    """Raises NotNow where somebody recorded it meanwhile."""
    held(aftercare.nominal)
    if AftercareDone.objects.filter(aftercare=aftercare).exists():
        raise NotNow("Somebody recorded it meanwhile")
    done: AftercareDone = AftercareDone.objects.create(aftercare=aftercare, on=on, words=words, by=by)
    subject = f"nominal:{aftercare.nominal.pk}"
    record(Done.RECORDED_AFTERCARE, by=by, subject=subject, why=f"({aftercare.woman}, aftercare:{aftercare.pk})")
    return done
