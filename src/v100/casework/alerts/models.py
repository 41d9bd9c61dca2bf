"""Which alerts a person has seen. Alerts themselves are not kept: they are what is on file."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly


class Seen(AppendOnly):
    """This person has seen the alert of this key."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    key = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "key"], name="an_alert_is_seen_once"),
        ]
