"""A man's case: how he stands, why he is here, what was looked at, what people say, what can be done now."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.leaving.removing import proposed
from v100.casework.nominals.assigning import current_cover, last_assignment
from v100.casework.nominals.dossier import part_of
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.nominals.opening import ask_reason, reason_for, take_reason
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.colleague import same_surname
from v100.casework.panel.deconfliction import Contested, answers, contested, lead, missing_of
from v100.casework.panel.forms import CaseForm, ConflictForm
from v100.casework.panel.judging import NEEDED, differ, judged, review_of
from v100.casework.panel.models import Check, Comment, Judgement, Mark, Step
from v100.casework.panel.moving import standing
from v100.casework.panel.states import AWAY, HELD, NEXT, Status
from v100.casework.panel.urgent import second_view_due
from v100.casework.referrals.models import Laid
from v100.casework.runs.current import current_run, month_run
from v100.casework.runs.models import MODELS


class Review(NamedTuple):
    """The views of him as this person may know them: what they are only when both are in."""

    step: Step
    views: list[Judgement]
    """Those that may be shown: all once both are in, before that this person's own."""
    given: int
    mine: bool
    differ: bool
    ruling: Judgement | None
    due: Any
    """The day by which the second view of an adoption at once is due; none otherwise."""
    late: bool


@requires(Action.SEE_PANEL)
@require_http_methods(["GET", "POST"])
def case(request: Signed, number: int) -> HttpResponse:
    """One case. It opens with a reason, as the man's page does; every look is on the record."""
    nominal = _nominal(request, number)
    if request.method == "POST":
        return take_reason(request, nominal)
    why = reason_for(request, nominal)
    if why is None:
        return ask_reason(request, nominal)
    record(Done.OPENED_CASE, by=request.user, subject=f"nominal:{number}", why=why)
    return render(request, "panel/case.html", _case(request.user, nominal))


def act(form_class: type[CaseForm], action: Action) -> Callable[..., HttpResponse]:
    """A page with one form on a case, for those who may do this."""

    @requires(action)
    @require_http_methods(["GET", "POST"])
    def view(request: Signed, number: int) -> HttpResponse:
        nominal = _nominal(request, number)
        why = reason_for(request, nominal)
        if why is None:
            return take_reason(request, nominal) if request.method == "POST" else ask_reason(request, nominal)
        record(Done.OPENED_CASE, by=request.user, subject=f"nominal:{number}", why=f"{why} ({form_class.title})")
        last = standing(nominal)
        form = form_class(nominal, request.POST or None, initial={"seen": last.number if last else 0})
        if request.method == "POST" and form.is_valid() and form.done(request.user):
            return redirect("conflicts-mine") if isinstance(form, ConflictForm) else redirect("case", number)
        asked = {"nominal": nominal, "form": form, "line": _line(nominal), "last": last}
        return render(request, "panel/form.html", asked)

    return view


def _nominal(request: Signed, number: int) -> Nominal:
    found: Nominal = get_object_or_404(Nominal.objects.visible_to(request.user), pk=number)
    return found


def _line(nominal: Nominal) -> Listing | None:
    return Listing.objects.filter(nominal=nominal, run=month_run()).first()


def _case(user: User, nominal: Nominal) -> dict[str, Any]:
    run = current_run()
    steps = list(Step.objects.filter(nominal=nominal).select_related("by", "decided__meeting").order_by("-number"))
    last = steps[0] if steps else None
    review = _review(user, last)
    past = _past_views(nominal, review)
    answered = answers(nominal)
    reports = contested(nominal)
    marks = list(Mark.objects.filter(nominal=nominal).select_related("settled__by").order_by("-pk"))
    named = run and MODELS["person"].objects.filter(run=run, person_id=nominal.person_id).exists()
    return {
        "nominal": nominal,
        "run": run,
        "last": last,
        "steps": [(step, past.get(step.pk, [])) for step in steps],
        "assignments": nominal.assignments.select_related("officer", "by").order_by("-number"),
        "cover": current_cover(last_assignment(nominal)),
        "line": _line(nominal),
        "part": part_of(run, nominal.person_id) if run and named else None,
        "review": review,
        "removal": proposed(last) if last else None,
        "answers": [(Check.Scheme(scheme).label, check) for scheme, check in answered.items()],
        "lead": lead(answered),
        "contested": reports,
        "lacking": missing_of(answered, reports) if last and last.status not in HELD else [],
        "comments": Comment.objects.filter(nominal=nominal).select_related("by").order_by("-pk"),
        "marks": marks,
        "laid": Laid.objects.filter(nominal=nominal).select_related("referral", "by").order_by("pk"),
        "namesake": same_surname(user, nominal),
        "acts": list(_acts(user, nominal, last, review, reports, marks)),
    }


def _review(user: User, last: Step | None) -> Review | None:
    step = review_of(last)
    if step is None:
        return None
    everything = list(judged(step))
    views = [each for each in everything if not each.ruling]
    sealed = len(views) < NEEDED and step.status != Status.ADOPTED
    due = second_view_due(step.at) if step.status == Status.ADOPTED and len(views) < NEEDED else None
    ruling = next((each for each in everything if each.ruling), None)
    return Review(
        step=step,
        views=[each for each in everything if not sealed or each.by_id == user.pk],
        given=len(views),
        mine=any(each.by_id == user.pk for each in views),
        differ=differ(views) and ruling is None,
        ruling=ruling,
        due=due,
        late=bool(due and due < timezone.localdate()),
    )


def _past_views(nominal: Nominal, review: Review | None) -> dict[int, list[Judgement]]:
    """The views of reviews that are over, by step. Where a review ended before both were in, its view stays sealed."""
    views: dict[int, list[Judgement]] = {}
    for each in Judgement.objects.filter(step__nominal=nominal).select_related("by").order_by("pk"):
        if review is None or each.step_id != review.step.pk:
            views.setdefault(each.step_id, []).append(each)
    return {step: given for step, given in views.items() if len(given) >= NEEDED}


def _acts(
    user: User,
    nominal: Nominal,
    last: Step | None,
    review: Review | None,
    reports: list[Contested],
    marks: list[Mark],
) -> Iterator[tuple[str, str]]:
    """What this person can do to the case as it stands: the words of the link and where it leads."""
    status = Status(last.status) if last else None
    removal = proposed(last) if last else None
    removable = status is not None and Status.REMOVED in NEXT[status]
    urgent = bool(last and last.urgent and status == Status.NOMINATED)
    offered = (
        ("adopt-at-once", "Adopt him at once", Action.ADOPT_AT_ONCE, urgent),
        ("take-up", "Take him into review", Action.JUDGE, status in (Status.NOMINATED, Status.DEFERRED)),
        ("judge", "Give your view", Action.JUDGE, review and review.given < NEEDED and not review.mine),
        ("rule", "Rule: the two views differ", Action.RULE, review and review.differ),
        ("check", "Record what another scheme answered", Action.PREPARE, status is not None),
        ("aggressor", "Record the primary aggressor", Action.PREPARE, bool(reports)),
        ("settle", "Settle what was marked", Action.PREPARE, any(not hasattr(mark, "settled") for mark in marks)),
        ("comment", "Comment on the case", Action.DISCUSS, True),
        ("nominate", "Nominate him for the panel", Action.NOMINATE, status is None or status in AWAY),
        ("urgent", "Nominate him now: a threat to life", Action.NOMINATE, status not in HELD and not urgent),
        ("manage", "Begin to manage him", Action.MANAGE, status == Status.ADOPTED),
        ("hand-over", "Give him to another officer", Action.MANAGE, status == Status.MANAGED),
        ("cover", "Name who stands in for his officer", Action.MANAGE, status == Status.MANAGED),
        ("remove", "Propose to remove him", Action.MANAGE, removable and removal is None),
        ("answer-removal", "Answer the proposal to remove him", Action.MANAGE, removal and removal.by != user),
        ("conflict", "Declare a conflict of interest", Action.DECLARE_CONFLICT, True),
    )
    for name, words, action, possible in offered:
        if possible and allowed(user, action):
            yield words, reverse(name, args=[nominal.pk])
