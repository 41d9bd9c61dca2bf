"""What a force publishes of a quarter: proposed by one person as the very bytes, released by another, never changed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly


class Cause(models.TextChoices):
    """Why a later version corrects an earlier. Chosen, not written: it stands on the page."""

    LATE = "late", "Records that came in late were added"
    COUNTING = "counting", "An error of counting was put right"
    WORDING = "wording", "The wording was put right"


class ReleaseProposal(AppendOnly):
    """Somebody proposes that these bytes are published of a quarter. `told` are the figures as the page tells them, by
    their words: what a later version is compared with.
    """

    quarter = models.CharField("its name, such as 2026-q1", max_length=7, db_index=True)
    version = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=20, choices=Cause.choices, blank=True)
    page = models.BinaryField()
    sha256 = models.CharField("hash of the page", max_length=64)
    told = models.JSONField()
    run = models.TextField("run_id of the last list of the quarter")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(quarter__regex=r"^\d{4}-q[1-4]$"), name="whole_quarters_are_released"),
            models.CheckConstraint(
                condition=Q(version=1, cause="") | Q(version__gt=1, cause__in=Cause.values),
                name="a_later_version_says_why",
            ),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="a_release_has_a_reason"),
            models.CheckConstraint(
                condition=Q(
                    sha256=Func(
                        Func(F("page"), function="sha256"),
                        Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    )
                ),
                name="a_release_is_of_its_bytes",
            ),
        ]


class ReleaseAnswer(AppendOnly):
    """What a second person says to it. `proposed_by` is the first, so that the database sees that they are two."""

    proposal = models.OneToOneField(ReleaseProposal, models.PROTECT, related_name="answer")
    agrees = models.BooleanField()
    reason = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="an_answer_to_a_release_has_a_reason"),
            models.CheckConstraint(condition=~Q(by=F("proposed_by")), name="two_people_release"),
        ]
