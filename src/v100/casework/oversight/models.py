"""The audit log: every look at a person's page and every change."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.database.models import AppendOnly

LOOKS = ("opened man",)
"""Actions for which a person is asked for a reason."""

NOBODYS = ("failed to sign in", "added user", "loaded run", "sealed man")
"""Actions that have nobody who is signed in: the start of the site does them, or somebody unknown."""


class Event(AppendOnly):
    """Who did or saw what, when and why. References only: no name, no address, and no key into another table."""

    at = models.DateTimeField(db_default=Now(), db_index=True)
    by = models.BigIntegerField("user's number", null=True, db_index=True)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=120, db_index=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(action__in=LOOKS) | Q(why__regex=r"\S"), name="a_look_has_a_reason"),
            models.CheckConstraint(condition=Q(by__isnull=False) | Q(action__in=NOBODYS), name="somebody_did_it"),
        ]
