"""What the site keeps of women and girls: rows that are added and never changed, and apart from them the values that
could identify her, which can be erased.

Who she is is not kept here: `v100.store.victims` reads it from the store when her page is opened.
"""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.reference import reference
from v100.casework.runs.models import LoadedRun
from v100.casework.women.kinds import NAMES, SHAPES, Grade, Part
from v100.casework.women.reference import LETTER

SAFE_FOR = timedelta(days=30)
"""After that a safe way to reach her is asked for anew (C3)."""

SAYS_SOMETHING = r"\S"


class Woman(AppendOnly):
    """A woman or girl of whom somebody opened the page, by the reference that runs give her."""

    person_id = models.TextField(unique=True)
    first_run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")

    @property
    def reference(self) -> str:
        return reference(self.pk, LETTER)

    def __str__(self) -> str:
        return self.reference


class Became(AppendOnly):
    """What a run made of a reference: found to be another's (merged), or some of its mentions another's (split)."""

    MERGED = "merged"
    SPLIT = "split"

    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+", db_index=False)
    from_id = models.TextField(db_index=True)
    to_id = models.TextField(db_index=True)
    kind = models.CharField(max_length=6, choices=[(MERGED, MERGED), (SPLIT, SPLIT)])

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["run", "from_id", "to_id"], name="a_run_says_once_who_became_whom"),
        ]


def _known_kinds() -> Q:
    known = Q()
    for part, shape in SHAPES.items():
        known |= Q(part=part, what__in=list(shape.what) or [""])
    return known


class Record(AppendOnly):
    """Something recorded of her: which part of her page, what of its kinds, since when."""

    woman = models.ForeignKey(Woman, models.PROTECT, related_name="records")
    part = models.CharField(max_length=20, choices=Part.choices)
    what = models.CharField(max_length=20, blank=True)
    grade = models.CharField(max_length=10, choices=Grade.choices, blank=True)
    on = models.DateField()
    until = models.DateField(null=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    due_on = models.DateField(null=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=_known_kinds(), name="what_is_recorded_is_known"),
            models.CheckConstraint(
                condition=Q(part=Part.RISK, grade__in=Grade.values) | (~Q(part=Part.RISK) & Q(grade="")),
                name="a_risk_assessment_has_a_grade",
            ),
            models.CheckConstraint(
                condition=Q(
                    part=Part.SAFE_CONTACT, until__isnull=False, until__gte=F("on"), until__lte=F("on") + SAFE_FOR
                )
                | (~Q(part=Part.SAFE_CONTACT) & Q(until=None)),
                name="a_safe_way_expires",
            ),
            models.CheckConstraint(
                condition=Q(part=Part.TASK, owner__isnull=False, due_on__isnull=False, words__regex=SAYS_SOMETHING)
                | ~Q(part=Part.TASK),
                name="a_task_has_an_owner_and_a_date",
            ),
            models.CheckConstraint(
                condition=Q(part=Part.REQUEST, words__regex=SAYS_SOMETHING) | ~Q(part=Part.REQUEST),
                name="a_request_says_why_it_is_necessary",
            ),
        ]

    @property
    def in_words(self) -> str:
        return SHAPES[Part(self.part)].what.get(self.what, "")


class Step(AppendOnly):
    """What came of a record; the last says where it stands."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=20)
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(what__regex=SAYS_SOMETHING), name="a_step_is_of_a_kind"),
            models.CheckConstraint(condition=Q(words__regex=SAYS_SOMETHING), name="a_step_says_something"),
        ]

    @property
    def in_words(self) -> str:
        return SHAPES[Part(self.record.part)].then[self.what]


class Identifying(models.Model):
    """A value of a record that could identify her or lead to her. The site may erase it and does not change it."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="identifying", db_index=False)
    name = models.CharField(max_length=20, choices=list(NAMES.items()))
    words = models.TextField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["record", "name"], name="a_value_stands_once"),
            models.CheckConstraint(condition=Q(name__in=list(NAMES)), name="its_name_is_known"),
            models.CheckConstraint(condition=Q(words__regex=SAYS_SOMETHING), name="a_value_says_something"),
        ]


class Erasure(AppendOnly):
    """The values that could identify her were erased."""

    woman = models.ForeignKey(Woman, models.PROTECT, related_name="erasures")
    values = models.PositiveIntegerField("how many")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(reason__regex=SAYS_SOMETHING), name="an_erasure_has_a_reason"),
        ]
