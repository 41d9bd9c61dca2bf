"""The men whom runs name, each under one reference that he keeps whatever a later run makes of his mentions."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from v100.casework.access import TABLE, Action, Role, allowed
from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.reference import reference
from v100.casework.runs.models import LoadedRun


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows that a person may see. Pages start from this, never from all."""

    def visible_to(self, user: Any) -> Self:
        """An officer's own men, and those for whose officer he stands in; everybody for those who may see every man.
        Without men of whom this person declared a conflict of interest, and without men who may be a colleague, but for
        those who may see them.
        """
        rows = self._without(Conflict.objects.filter(user=user.pk))
        if not allowed(user, Action.SEE_EVERY_MAN):
            own = Assignment.objects.current().of(user).filter(nominal=OuterRef(self.model.man))
            rows = rows.filter(Exists(own))
        if allowed(user, Action.SEE_SEALED):
            return rows
        return rows._without(Seal.objects.all())

    def _without(self, of_men: models.QuerySet[Any]) -> Self:
        """Rows of men whom none of these concerns. They are few: PostgreSQL reads them once, not once for each row."""
        return self.exclude(**{f"{self.model.man}__in": of_men.values("nominal")})


Manager = models.Manager.from_queryset(VisibleQuerySet)


class Nominal(AppendOnly):
    """A man, by the person_id that runs give him. An id is his for good: where two are found to be one man, one of
    them is no longer named by runs, and `Became` says who he is.
    """

    man = "pk"

    person_id = models.TextField(unique=True)
    first_run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")

    objects = Manager()

    opened_from = "list"

    @property
    def reference(self) -> str:
        return reference(self.pk)

    def __str__(self) -> str:
        return self.reference


class Became(AppendOnly):
    """What a run made of a man: found to be another (merged), or some of his mentions found to be another's (split)."""

    MERGED = "merged"
    SPLIT = "split"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="became")
    other = models.ForeignKey(Nominal, models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=6, choices=[(MERGED, MERGED), (SPLIT, SPLIT)])
    run = models.ForeignKey(LoadedRun, models.PROTECT, related_name="+")
    mentions = models.PositiveIntegerField()


class Term(models.Model):
    """Words by which a man is found: as the last run that named him has them."""

    man = "nominal"

    KINDS = ("name", "alias", "police id", "crime reference")

    nominal = models.ForeignKey(Nominal, models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=15, choices=[(kind, kind) for kind in KINDS])
    words = models.TextField("as written")
    folded = models.TextField("as sought")

    objects = Manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="term_trigrams"),
        ]


class Seal(AppendOnly):
    """This man may be a colleague: only professional standards sees him."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="seals")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=30)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["nominal", "user", "ground"], name="sealed_once_for_each_ground"),
        ]


class Conflict(AppendOnly):
    """A user's conflict of interest: kin, friend, foe or the like of this man. His access ends with it."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["nominal", "user"], name="declared_once"),
            models.CheckConstraint(condition=models.Q(reason__regex=r"\S"), name="a_conflict_has_a_reason"),
        ]


class AssignmentQuerySet(VisibleQuerySet):
    """Assignments; `current` leaves each man's last, where it names an officer."""

    def current(self) -> Self:
        """Whose men they are now."""
        last = Assignment.objects.order_by("nominal", "-number").distinct("nominal")
        return self.filter(pk__in=last.values("pk"), officer__isnull=False)

    def of(self, user: Any) -> Self:
        """Those of this officer, and those for which he stands in today."""
        stands_in = Cover.objects.current().filter(assignment=OuterRef("pk"), officer=user.pk)
        return self.filter(models.Q(officer=user.pk) | models.Q(Exists(stands_in)))

    def able(self) -> Self:
        """Without those of officers who see their man no more."""
        return self.filter(may_have(OuterRef("nominal"), officer="officer__"))


def may_have(nominal: Any, officer: str = "") -> models.Q:
    """Of accounts, or of rows that lead to one by `officer`: those that may be this man's officer's. The account is
    open and has the role, no conflict of interest stands against it, and where he is sealed it sees such men.
    """
    sealed = Seal.objects.filter(nominal=nominal)
    conflict = Conflict.objects.filter(nominal=nominal, user=OuterRef(f"{officer}pk"))
    has = {f"{officer}is_active": True, f"{officer}roles__contains": [Role.LRO]}
    sees_sealed = models.Q(**{f"{officer}roles__overlap": sorted(TABLE[Action.SEE_SEALED])})
    return models.Q(**has) & ~Exists(conflict) & (sees_sealed | ~Exists(sealed))


class Assignment(AppendOnly):
    """Whose man he is from this moment on: one lead responsible officer's, or nobody's once he is not managed. `number`
    counts a man's assignments, so that two people cannot both make the next.
    """

    man = "nominal"

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="assignments", db_index=False)
    number = models.PositiveIntegerField()
    officer = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, db_index=False)
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager.from_queryset(AssignmentQuerySet)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["nominal", "number"], name="one_officer_after_another"),
            models.CheckConstraint(condition=models.Q(reason__regex=r"\S"), name="an_assignment_has_a_reason"),
        ]


class CoverQuerySet(models.QuerySet[Any]):
    """Covers; `current` leaves those in force today."""

    def current(self) -> Self:
        last = Cover.objects.order_by("assignment", "-number").distinct("assignment")
        today = timezone.localdate()
        return self.filter(pk__in=last.values("pk"), from_on__lte=today, until__gte=today)


class Cover(AppendOnly):
    """Who stands in for his officer, from one day to another. The last row of an assignment holds; one without an
    officer ends the cover before it. A cover ends with its assignment.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="covers", db_index=False)
    number = models.PositiveIntegerField()
    officer = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    from_on = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager.from_queryset(CoverQuerySet)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["assignment", "number"], name="one_cover_after_another"),
            models.CheckConstraint(condition=models.Q(reason__regex=r"\S"), name="a_cover_has_a_reason"),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("from_on")), name="a_cover_ends_in_order"),
        ]


class Listing(models.Model):
    """A man's line in one run: ranked, or set aside with the reason and the rank he would have."""

    man = "nominal"

    run = models.ForeignKey(LoadedRun, models.CASCADE, related_name="+", db_index=False)
    nominal = models.ForeignKey(Nominal, models.CASCADE, related_name="listings")
    rank = models.PositiveIntegerField(null=True)
    name = models.TextField()
    born_on = models.DateField(null=True)
    harm_days = models.DecimalField(max_digits=18, decimal_places=4)
    reports = models.PositiveIntegerField()
    victims = models.PositiveIntegerField()
    last_on = models.DateField(null=True)
    movement = models.CharField(max_length=4, blank=True)
    previous_rank = models.PositiveIntegerField(null=True)
    flags = ArrayField(models.TextField())
    boroughs = ArrayField(models.TextField())
    categories = ArrayField(models.TextField())
    rules = ArrayField(models.TextField())
    set_aside = models.CharField(max_length=20, blank=True)

    objects = Manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["run", "nominal"], name="one_line_for_a_man"),
            models.UniqueConstraint(fields=["run", "rank"], name="no_two_share_a_rank"),
            models.CheckConstraint(condition=models.Q(rank__isnull=False) ^ ~models.Q(set_aside=""), name="or_aside"),
        ]


class Fired(models.Model):
    """A rule of the precursor list that a man's facts fire in one run, and the latest of these facts; `ANY` is the
    latest of all of them.
    """

    man = "nominal"

    ANY = ""

    run = models.ForeignKey(LoadedRun, models.CASCADE, related_name="+", db_index=False)
    nominal = models.ForeignKey(Nominal, models.CASCADE, related_name="+")
    rule = models.CharField(max_length=10)
    latest_on = models.DateField()

    objects = Manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "rule", "-latest_on", "nominal"], name="fired_by_rule_latest_first"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["run", "nominal", "rule"], name="a_rule_fires_once_for_a_man"),
        ]


class SavedView(models.Model):
    """Filters of the list that a user named for himself. They hold no man: whoever opens them sees what he may."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views", db_index=False)
    name = models.CharField(max_length=60)
    asked = models.TextField("the filters, as in the list's address", blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "name"], name="a_view_has_a_name_of_its_own"),
        ]
