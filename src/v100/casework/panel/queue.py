"""Who waits for the panel, and how the others stand: the lists behind the queue's page and the home page's figures."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from v100.casework.leaving.models import Removal
from v100.casework.nominals.models import Assignment, Conflict, Listing
from v100.casework.panel.judging import NEEDED
from v100.casework.panel.models import Judgement, Mark, Step, StepQuerySet
from v100.casework.panel.states import QUEUED, Status
from v100.casework.referrals.models import Laid
from v100.casework.runs.models import LoadedRun

WAITING, URGENT, REFERRED = "waiting", "urgent", "referred"
SECOND, DIFFER, MARKED, UNLED, LEAVING = "second", "differ", "marked", "unled", "leaving"
PARTS = {
    WAITING: "Waiting for the panel",
    URGENT: "Threat to life",
    REFERRED: "Referred by partners, waiting",
    SECOND: "Waiting for the second view",
    DIFFER: "Views that differ",
    MARKED: "Marked to be looked at",
    UNLED: "Managed, without an officer who may see him",
    LEAVING: "Proposed to be removed, waiting for a second person",
    **{status.value: status.label for status in Status if status not in QUEUED},
}
"""Parts of the queue, by the word in the page's address."""


def steps_in(part: str, user: Any) -> StepQuerySet:
    """The last steps of the men in this part of the queue whom this person may see."""
    rows: StepQuerySet = Step.objects.visible_to(user).current().filter(_part(part, user))
    return rows


def steps_of(part: str, user: Any, month: LoadedRun | None) -> StepQuerySet:
    """The same with what the queue shows beside each, its line in the month's run too, most urgent first."""
    line = Listing.objects.filter(run=month, nominal=OuterRef("nominal"))
    found: StepQuerySet = (
        steps_in(part, user)
        .select_related("nominal", "by", "run")
        .annotate(
            name=Subquery(line.values("name")[:1]),
            rank=Subquery(line.values("rank")[:1]),
            set_aside=Subquery(line.values("set_aside")[:1]),
            views=Count("judgements", filter=Q(judgements__ruling=False)),
            mine=Exists(Judgement.objects.filter(step=OuterRef("pk"), by=user.pk, ruling=False)),
            marked=Exists(_unsettled()),
            referred=Exists(_laid()),
        )
        .order_by("-urgent", F("rank").asc(nulls_last=True), "nominal")
    )
    return found


def _part(part: str, user: Any) -> Any:
    if part == WAITING:
        due = Q(status=Status.DEFERRED, until__lte=timezone.localdate())
        return Q(status__in=QUEUED) | due | Q(pk__in=_at_once(), status=Status.ADOPTED)
    if part == REFERRED:
        return _part(WAITING, user) & Q(Exists(_laid()))
    if part == URGENT:
        return Q(urgent=True, status=Status.NOMINATED)
    if part == SECOND:
        given = Judgement.objects.filter(step=OuterRef("pk"), by=user.pk)
        return Q(pk__in=_with_views(1)) & ~Exists(given)
    if part == DIFFER:
        return Q(pk__in=_differing())
    if part == MARKED:
        return Q(Exists(_unsettled()))
    if part == UNLED:
        return Q(status=Status.MANAGED) & ~Exists(
            Assignment.objects.current().able().filter(nominal=OuterRef("nominal"))
        )
    if part == LEAVING:
        return Q(Exists(Removal.objects.filter(step=OuterRef("pk"), answer=None)))
    return Q(status=part)


def _laid() -> Any:
    return Laid.objects.filter(nominal=OuterRef("nominal"))


def _unsettled() -> Any:
    return Mark.objects.filter(nominal=OuterRef("nominal"), settled=None)


def _views() -> Any:
    """Views that count, by the step they are of."""
    conflict = Conflict.objects.filter(nominal=OuterRef("step__nominal"), user=OuterRef("by"))
    return Judgement.objects.filter(~Exists(conflict), ruling=False).order_by().values("step")


def _with_views(number: int) -> Any:
    return _views().annotate(given=Count("pk")).filter(given=number).values("step")


def _at_once() -> Any:
    """Adopted at once by one person, the second view due."""
    return _views().filter(step__urgent=True).annotate(given=Count("pk")).filter(given__lt=NEEDED).values("step")


def _differing() -> Any:
    ruled = Judgement.objects.filter(step=OuterRef("step"), ruling=True)
    each = _views().filter(~Exists(ruled)).annotate(given=Count("pk"), said=Count("view", distinct=True))
    return each.filter(given=NEEDED, said=NEEDED).values("step")
