"""Sealed evidence as the site holds it: whether the programme works and is fair, in aggregate. It names nobody."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from v100.casework.database.models import AppendOnly


class LoadedEvidence(AppendOnly):
    """Evidence that was loaded; `about` is the measure. Of one day the one loaded last holds."""

    evidence_id = models.TextField(unique=True)
    seal = models.CharField("hash of the document", max_length=64)
    about = models.TextField()
    as_at = models.DateField()
    document = models.JSONField("what the evidence says")
    loaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar[list[str]] = ["as_at", "id"]

    def __str__(self) -> str:
        return str(self.evidence_id)


class UnloadedEvidence(models.Model):
    """Evidence that is in the store and cannot be loaded, since when and why. It goes when it can be."""

    evidence_id = models.TextField(primary_key=True)
    why = models.TextField()
    since = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "evidence_id"]
