"""Out of the programme: proposed by one person, agreed to by another; and the days on which each woman is asked after
then. Out of the hundred is not out of care."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal, VisibleQuerySet
from v100.casework.panel.models import Step
from v100.casework.panel.states import BY_HAND, Ground


class Removal(AppendOnly):
    """Somebody proposes that he is removed, as he stands since `step`."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="removals")
    ground = models.CharField(max_length=30, choices=Ground.choices)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(ground__in=BY_HAND), name="a_person_gives_this_ground"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="a_removal_has_a_reason"),
        ]


class RemovalAnswer(AppendOnly):
    """What a second person says to it. `proposed_by` is the first, so that the database sees that they are two."""

    removal = models.OneToOneField(Removal, models.PROTECT, related_name="answer")
    agrees = models.BooleanField()
    reason = models.TextField()
    without_safety = models.TextField("why he is removed without her plan looked at", blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="an_answer_has_a_reason"),
            models.CheckConstraint(condition=~Q(by=F("proposed_by")), name="two_people_remove_him"),
        ]


class Aftercare(AppendOnly):
    """A day by which a woman is asked after, because he was removed with `step`. Her reference, and nothing more."""

    man = "nominal"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="aftercare")
    step = models.ForeignKey(Step, models.PROTECT, related_name="+", db_index=False)
    woman = models.TextField("her reference")
    due_on = models.DateField(db_index=True)
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager.from_queryset(VisibleQuerySet)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["step", "woman", "due_on"], name="asked_after_once_a_day"),
            models.CheckConstraint(condition=Q(woman__regex=r"\S"), name="aftercare_is_of_somebody"),
        ]


class AftercareDone(AppendOnly):
    """She was asked after, or why she was not."""

    aftercare = models.OneToOneField(Aftercare, models.PROTECT, related_name="done")
    on = models.DateField()
    words = models.TextField("who asked, and what is to be done; not what she said")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="aftercare_done_says_how"),
        ]
