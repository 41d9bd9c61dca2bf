"""Two people judge a man, each before the other's view is known; where they differ the chair rules."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.deconfliction import lacking
from v100.casework.panel.meetings import attend, decided_at, open_meeting
from v100.casework.panel.models import Judgement, Meeting, Step
from v100.casework.panel.moving import held, move
from v100.casework.panel.states import BECOMES, HELD, NotNow, Status, View

NEEDED = 2
"""Views that must be in before any of them is shown, and people for an adoption."""


def judged(step: Step) -> QuerySet[Judgement]:
    """The views of this review in the order they came. Those of somebody who has since declared a conflict of interest
    do not count.
    """
    conflict = Conflict.objects.filter(nominal=OuterRef("step__nominal"), user=OuterRef("by"))
    found: QuerySet[Judgement] = Judgement.objects.filter(~Exists(conflict), step=step)
    return found.select_related("by").order_by("pk")


def review_of(last: Step | None) -> Step | None:
    """The step that views are asked of: he is under review, or was adopted at once, by one person."""
    if last is None or last.status == Status.UNDER_REVIEW:
        return last
    if last.status not in HELD:
        return None
    adopted = Step.objects.filter(nominal=last.nominal_id, status=Status.ADOPTED).order_by("number").last()
    return adopted if adopted and adopted.urgent else None


def differ(views: list[Judgement]) -> bool:
    """Both views are in, they are not the same, and the chair has not ruled."""
    return len(views) == NEEDED and views[0].view != views[1].view


def judge(
    nominal: Nominal,
    *,
    by: User,
    view: View,
    reason: str,
    conditions: str = "",
    until: date | None = None,
) -> Judgement:
    """One person's view. With the second, the two decide, where they agree.

    Raises NotNow where he is not being judged, this person judged already, two did, no meeting is open, or an adoption
    lacks what must be looked at first.
    """
    step = _asked(held(nominal))
    views = list(judged(step))
    if any(each.by_id == by.pk for each in views):
        raise NotNow("You have given your view of him: it cannot be changed")
    if len(views) >= NEEDED:
        raise NotNow("Both views are in: the chair decides where they differ")
    meeting = _meeting(step, by)
    _looked_at_first(nominal, view)
    made: Judgement = Judgement.objects.create(
        step=step, by=by, view=view, reason=reason, conditions=conditions, until=until, meeting=meeting
    )
    # Not what the view is: the record is read by others than those who may know it.
    record(Done.JUDGED, by=by, subject=f"nominal:{nominal.pk}", why=f"(view {len(views) + 1} of {NEEDED})")
    views = [*views, made]
    if len(views) == NEEDED and not differ(views):
        _decide(step, views, by, meeting)
    return made


def rule(
    nominal: Nominal,
    *,
    by: User,
    view: View,
    reason: str,
    conditions: str = "",
    until: date | None = None,
) -> Judgement:
    """The chair's decision where two views differ. To adopt him two people must be for it, the chair among them or not.

    Raises NotNow where there is nothing to rule on, or where the chair alone would adopt him.
    """
    step = _asked(held(nominal))
    views = list(judged(step))
    if not differ(views):
        raise NotNow("There are no two views that differ")
    if view == View.ADOPT and not any(each.view == View.ADOPT and each.by_id != by.pk for each in views):
        raise NotNow("Only you are for adopting him: it takes two people")
    meeting = _meeting(step, by)
    _looked_at_first(nominal, view)
    ruling: Judgement = Judgement.objects.create(
        step=step, by=by, view=view, reason=reason, conditions=conditions, until=until, meeting=meeting, ruling=True
    )
    record(Done.JUDGED, by=by, subject=f"nominal:{nominal.pk}", why="(the chair’s ruling)")
    _decide(step, [ruling], by, meeting)
    return ruling


def _asked(last: Step | None) -> Step:
    step = review_of(last)
    if step is None:
        raise NotNow("He is not under review: take him into review first")
    return step


def _meeting(step: Step, by: User) -> Meeting | None:
    """The open meeting, at which whoever judges was present. A threat to life does not wait for one."""
    meeting = open_meeting()
    if meeting is None and not step.urgent:
        raise NotNow("No meeting is open, and each decision belongs to one: the chair opens it first")
    if meeting is not None:
        attend(meeting, by)
    return meeting


def _looked_at_first(nominal: Nominal, view: View) -> None:
    missing = lacking(nominal) if view == View.ADOPT else []
    if missing:
        raise NotNow(f"He cannot be adopted yet. Record first: {'; '.join(missing)}")


def _decide(step: Step, views: list[Judgement], by: User, meeting: Meeting | None) -> None:
    """What the views say becomes his status. An adoption at once that is upheld stays as it is."""
    view = View(views[0].view)
    if step.status == Status.ADOPTED and view == View.ADOPT:
        return
    decision = move(
        step.nominal,
        BECOMES[view],
        by=by,
        reason=" / ".join(dict.fromkeys(each.reason for each in views)),
        conditions="\n".join(dict.fromkeys(each.conditions for each in views if each.conditions)),
        until=min((each.until for each in views if each.until), default=None),
    )
    decided_at(meeting, decision)
