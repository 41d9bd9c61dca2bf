"""What the panel writes down. Rows are added and never changed, but for a meeting, which is closed once."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal, VisibleQuerySet
from v100.casework.nominals.said import Said
from v100.casework.panel.states import Ground, Status, View
from v100.casework.runs.models import LoadedRun

SAYS_SOMETHING = r"\S"


class StepQuerySet(VisibleQuerySet):
    """Steps; `current` leaves each man's last."""

    def current(self) -> Self:
        """How each man stands now."""
        last = Step.objects.order_by("nominal", "-number").distinct("nominal")
        return self.filter(pk__in=last.values("pk"))


class Meeting(models.Model):
    """A meeting of the panel: who was there, and by what was decided at it, which men were considered."""

    title = models.CharField(max_length=100)
    on = models.DateField()
    present = models.ManyToManyField(User, related_name="+")
    guests = models.TextField(blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="who_closed_it_and_when",
            ),
            models.UniqueConstraint(
                models.ExpressionWrapper(Q(closed_at__isnull=True), models.BooleanField()),
                condition=Q(closed_at__isnull=True),
                name="one_meeting_is_open",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Step(AppendOnly):
    """A man's standing from this moment on: who said so, when and why. `number` counts his steps, so that two people
    cannot both take the next.
    """

    man = "nominal"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=Status.choices)
    reason = models.TextField()
    conditions = models.TextField(blank=True)
    until = models.DateField("deferred until", null=True)
    ground = models.CharField("why removed", max_length=30, choices=Ground.choices, blank=True)
    urgent = models.BooleanField("a threat to life", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    came_from = models.ForeignKey(Nominal, models.PROTECT, related_name="+", null=True)
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager.from_queryset(StepQuerySet)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["nominal", "number"], name="one_step_after_another"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="the_status_is_known"),
            models.CheckConstraint(condition=Q(reason__regex=SAYS_SOMETHING), name="a_step_has_a_reason"),
            models.CheckConstraint(
                condition=Q(status=Status.DEFERRED) ^ Q(until__isnull=True), name="deferred_until_a_date"
            ),
            models.CheckConstraint(condition=Q(status=Status.REMOVED) ^ Q(ground=""), name="removed_on_a_ground"),
            models.CheckConstraint(
                # A run that was loaded nominates, and carries a status on; everything else a person does.
                condition=Q(by__isnull=False)
                | Q(status=Status.NOMINATED)
                | Q(came_from__isnull=False)
                | Q(ground=Ground.ANOTHER_MAN),
                name="a_person_decided",
            ),
        ]


class Judgement(AppendOnly):
    """One person's view of a man. `step` is the review or the urgent adoption that it is of. A ruling is the chair's,
    where two views differ.
    """

    man = "step__nominal"

    step = models.ForeignKey(Step, models.PROTECT, related_name="judgements")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    view = models.CharField(max_length=10, choices=View.choices)
    reason = models.TextField()
    conditions = models.TextField(blank=True)
    until = models.DateField(null=True)
    ruling = models.BooleanField(default=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="judgements", null=True)
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager.from_queryset(VisibleQuerySet)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["step", "by"], condition=Q(ruling=False), name="one_view_each"),
            models.UniqueConstraint(fields=["step"], condition=Q(ruling=True), name="one_ruling"),
            models.CheckConstraint(condition=Q(reason__regex=SAYS_SOMETHING), name="a_view_has_a_reason"),
            models.CheckConstraint(condition=Q(view=View.DEFER) ^ Q(until__isnull=True), name="defer_to_a_date"),
        ]


class Decided(AppendOnly):
    """The meeting to which a decision belongs."""

    man = "step__nominal"

    step = models.OneToOneField(Step, models.PROTECT, related_name="decided")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")

    objects = models.Manager.from_queryset(VisibleQuerySet)()


class Comment(AppendOnly):
    """What somebody says of a case: a fact, or an assessment."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=10, choices=Said.choices)
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class Check(AppendOnly):
    """What another scheme said when it was asked whether it has him."""

    class Scheme(models.TextChoices):
        MAPPA = "MAPPA", "MAPPA"
        IOM = "IOM", "Integrated offender management (IOM)"
        MATAC = "MATAC", "MATAC"
        OPERATIONS = "operations", "Live operations"

    class Result(models.TextChoices):
        NOT_THERE = "not there", "Does not have him"
        THERE = "there", "Has him, and does not lead"
        LEADS = "leads", "Has him, and leads"
        ASKED = "asked", "Asked, no answer yet"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="checks")
    scheme = models.CharField(max_length=12, choices=Scheme.choices)
    result = models.CharField(max_length=12, choices=Result.choices)
    answered_by = models.CharField(max_length=100)
    asked_on = models.DateField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class Aggressor(AppendOnly):
    """Who was found to be the primary aggressor of a report whose lines are contested."""

    class Finding(models.TextChoices):
        HE = "he", "He is the primary aggressor"
        OTHER = "other", "The other is the primary aggressor"
        NOT_KNOWN = "not known", "It cannot be told"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="aggressors")
    report_id = models.TextField()
    finding = models.CharField(max_length=10, choices=Finding.choices)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class Mark(AppendOnly):
    """A person is to look at this case: a run made more or less of the man than he was."""

    man = "nominal"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="marks")
    words = models.TextField()
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager.from_queryset(VisibleQuerySet)()


class Settled(AppendOnly):
    """Somebody looked at what was marked."""

    mark = models.OneToOneField(Mark, models.PROTECT, related_name="settled")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class PrecursorRead(AppendOnly):
    """Somebody read a man of the precursor list, up to a day."""

    class Finding(models.TextChoices):
        READ = "read", "Read, nothing more now"
        REFERRED = "referred", "Referred"
        NOMINATED = "nominated", "Nominated for the panel"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="precursor_reads")
    up_to = models.DateField("latest fact that was read")
    finding = models.CharField(max_length=10, choices=Finding.choices)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
