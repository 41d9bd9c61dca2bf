"""What the site keeps of a referral. Rows are added and never changed, but for what was told, by the partner and to the
partner, which can be erased.
"""

from typing import Any, ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now

from v100.casework.access import Action, allowed
from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal
from v100.casework.referrals.states import Outcome, Status
from v100.casework.runs.models import LoadedRun

SAYS_SOMETHING = r"\S"


class ReferralQuerySet(models.QuerySet[Any]):
    """Referrals; pages start from those that a person may see."""

    def visible_to(self, user: Any) -> Self:
        """Without those of a man whom this person may not see, be he one whom a run found or one as whom it was laid
        before the panel, and without those that are sealed. Until a run has said who he may be, only whoever took it in
        sees it, and whoever may see what is sealed.
        """
        seen = Nominal.objects.visible_to(user)
        found = MayBe.objects.filter(finding__referral=OuterRef("pk")).exclude(nominal__in=seen)
        laid = Laid.objects.filter(referral=OuterRef("pk")).exclude(nominal__in=seen)
        rows = self.exclude(Exists(found) | Exists(laid))
        if allowed(user, Action.SEE_SEALED):
            return rows
        assessed = Finding.objects.filter(referral=OuterRef("pk"))
        rows = rows.exclude(Exists(ReferralSeal.objects.filter(referral=OuterRef("pk"))))
        return rows.filter(Q(by=user.pk) | Exists(assessed))

    def with_status(self) -> Self:
        """Each with `status` and `since`, of its last step."""
        last = ReferralStep.objects.filter(referral=OuterRef("pk")).order_by("-number")
        return self.annotate(status=Subquery(last.values("status")[:1]), since=Subquery(last.values("at")[:1]))


class Referral(AppendOnly):
    """Somebody whom a partner agency referred. Who he is lies in the store, who refers him and why in `Told`."""

    received_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager.from_queryset(ReferralQuerySet)()

    opened_from = "referrals"

    @property
    def reference(self) -> str:
        return f"PR{self.pk:06d}"

    def __str__(self) -> str:
        return self.reference


class Told(models.Model):
    """Who refers him, why, and what is asked. `person` holds who he is only until that lies in the store."""

    class Agency(models.TextChoices):
        HEALTH = "health", "Health"
        HOUSING = "housing", "Housing"
        PROBATION = "probation", "Probation"
        WOMENS_SERVICE = "women's service", "A women’s service"
        COUNCIL = "council", "Council: children’s or adults’ services"
        EDUCATION = "education", "School or college"
        OTHER = "other", "Another agency"

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="told", primary_key=True)
    agency = models.CharField(max_length=20, choices=Agency.choices)
    their_reference = models.CharField(max_length=100, blank=True)
    why = models.TextField()
    asks = models.TextField()
    person = models.JSONField(null=True, encoder=DjangoJSONEncoder)


class InStore(AppendOnly):
    """Who he is lies in the store, and the ledger says so at this position: each run assesses him."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="in_store")
    kept_as = models.TextField("its id in the store")
    position = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_default=Now())


class ReferralStep(AppendOnly):
    """How a referral stands from this moment on. `number` counts its steps, so that no two take the same."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=Status.choices)
    why = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["referral", "number"], name="one_referral_step_after_another"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="the_referral_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.FAILED) | Q(why__regex=SAYS_SOMETHING), name="it_says_why_it_failed"
            ),
        ]


class Closing(models.Model):
    """Why a referral was closed, and what the partner was told."""

    step = models.OneToOneField(ReferralStep, models.PROTECT, related_name="closing", primary_key=True)
    why = models.TextField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(why__regex=SAYS_SOMETHING), name="it_says_why_it_was_closed"),
        ]


class Finding(AppendOnly):
    """What one run made of a referral."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="findings")
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["referral", "run"], name="one_finding_of_a_run"),
        ]


class MayBe(AppendOnly):
    """A man whom a run found that the referred man may be; the only one where the finding is that he is known."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="may_be")
    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["finding", "nominal"], name="a_man_once_in_a_finding"),
        ]


class ReferralSeal(AppendOnly):
    """The referred man may be a colleague: only professional standards sees the referral. `user` is empty where who he
    is could not be read, so that nobody could compare him.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="seals")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    ground = models.CharField(max_length=30)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["referral", "user", "ground"],
                nulls_distinct=False,
                name="referral_sealed_once_for_each_ground",
            ),
        ]


class Laid(AppendOnly):
    """A referral was laid before the panel as this man: he is marked as referred for good. `by` is empty where a run
    found the man of an earlier such row to be this one.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="laid")
    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="laid")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["referral", "nominal"], name="laid_once_of_a_man"),
            models.CheckConstraint(condition=Q(reason__regex=SAYS_SOMETHING), name="it_says_why_it_is_laid"),
        ]
