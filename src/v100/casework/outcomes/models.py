"""What happened to a man: rows that are added and never changed. A correction is a row that replaces another."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal, VisibleQuerySet
from v100.casework.outcomes.kinds import WITH_DAYS, Detail, Kind
from v100.casework.runs.models import LoadedRun


class OutcomeQuerySet(VisibleQuerySet):
    """Outcomes, and which of them hold."""

    def standing(self) -> Self:
        """Those that hold: not replaced, not taken back, not told a second time by the record system."""
        replaced = Exists(Outcome.objects.filter(replaces=OuterRef("pk")))
        return self.filter(~replaced, taken_back=False, beside=None)


class Outcome(AppendOnly):
    """One thing that happened, as one source tells it: a person (`by`), or the record system through a run (`run`).

    `replaces` is the row that this one corrects, with `why`. `beside` is a person's row that this one of the record
    system tells again, or contradicts: the person's holds. No `lines` are all lines of the report that name him.
    """

    man = "nominal"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="outcomes", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    on = models.DateField()
    until = models.DateField(null=True)
    days = models.PositiveIntegerField(null=True)
    details = ArrayField(models.CharField(max_length=20, choices=Detail.choices), default=list)
    report_id = models.TextField(blank=True)
    crime_ref = models.TextField(blank=True)
    lines = ArrayField(models.BigIntegerField(), default=list)
    mention_id = models.TextField("the mention that it concerns", blank=True)
    event_id = models.TextField("the record system's key", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    run = models.ForeignKey(LoadedRun, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    beside = models.ForeignKey("self", models.PROTECT, null=True, related_name="told_again")
    taken_back = models.BooleanField(default=False)
    why = models.TextField(blank=True)

    objects = models.Manager.from_queryset(OutcomeQuerySet)()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["nominal", "on"], name="outcome_by_man_and_day"),
            models.Index(fields=["event_id"], name="outcome_by_event"),
            models.Index(fields=["on"], condition=Q(by__isnull=False), name="outcome_by_people_by_day"),
            models.Index(fields=["nominal"], condition=Q(kind=Kind.BREACH), name="breach_by_man"),
            models.Index(
                fields=["nominal"], condition=Q(kind__in=[Kind.ORDER, Kind.BAIL]), name="order_or_bail_by_man"
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="its_kind_is_known"),
            models.CheckConstraint(condition=Q(details__contained_by=Detail.values), name="its_details_are_known"),
            models.CheckConstraint(condition=Q(by__isnull=False) | Q(run__isnull=False), name="somebody_told_it"),
            models.CheckConstraint(
                condition=Q(replaces=None, taken_back=False) | Q(why__regex=r"\S"), name="a_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(by=None) | Q(until=None) | Q(until__gte=F("on")), name="it_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(by=None) | Q(days=None) | Q(kind__in=WITH_DAYS), name="only_some_kinds_have_a_length"
            ),
        ]

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def in_words(self) -> str:
        """What more is said of it: details and length."""
        said = [str(Detail(detail).label) for detail in self.details]
        said += [f"{self.days:,} day{'' if self.days == 1 else 's'}"] if self.days else []
        return ", ".join(said)


class OutcomeOffence(AppendOnly):
    """One offence line that an outcome concerns, as it was recorded when the outcome came to be known here."""

    # Not checked by PostgreSQL, which would take longer than the writing: rows are copied from the outcome itself.
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="offences", db_index=False, db_constraint=False)
    line = models.BigIntegerField()
    ho_code = models.TextField(blank=True)
    type = models.TextField("category of violence, else group of offences")
    vawg = models.BooleanField("violence against a woman or girl")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["outcome", "line"], name="an_offence_once_for_an_outcome"),
        ]
