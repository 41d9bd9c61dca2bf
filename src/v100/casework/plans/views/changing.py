"""The pages on which a plan is begun, added to, moved on, reviewed and supervised."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.guests import agencies
from v100.casework.accounts.request import Signed
from v100.casework.facts.book import force_book
from v100.casework.leaks.checking import hers_in
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.panel.states import NotNow
from v100.casework.plans.forms import (
    OVERT,
    SOLE,
    ActionForm,
    BeginForm,
    HersIn,
    MoveForm,
    ObjectiveForm,
    ReviewForm,
    SafetyForm,
    SuperviseForm,
)
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.models import Objective, Plan, PlanAction
from v100.casework.plans.owners import owners_for
from v100.casework.plans.reading import standing_of
from v100.casework.plans.safety import women_of
from v100.casework.plans.writing import (
    add_action,
    add_objective,
    begin_plan,
    last_plan,
    look_at_safety,
    move_action,
    review_plan,
    supervise_plan,
)
from v100.casework.tasking.meetings import latest_meetings

Said = dict[str, Any]


@requires(Action.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def begin_plan_page(request: Signed, number: int) -> HttpResponse:
    """His plan, from a template."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    known = templates(settings.STORE)
    form = BeginForm(request.POST or None, known, owners_for(his.nominal))

    def save(said: Said) -> None:
        name = said["template"]
        today = timezone.localdate()
        begin_plan(his.nominal, name, known[name], owner=said["owner"], begun_on=today, by=request.user)

    return _page(request, his.nominal, form, save, title="Begin his plan", button="Begin it")


@requires(Action.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def add_objective_page(request: Signed, number: int) -> HttpResponse:
    """One more objective."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    found = _plan_of(his.nominal)
    form = ObjectiveForm(request.POST or None, names_of(himself(his.nominal)))

    def save(said: Said) -> None:
        add_objective(his.nominal, found, strand=said["strand"], words=said["words"], by=request.user)

    return _page(request, his.nominal, form, save, title="Add an objective", button="Add it")


@requires(Action.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def add_action_page(request: Signed, number: int) -> HttpResponse:
    """One more action."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    objectives = list(Objective.objects.filter(plan=_plan_of(his.nominal)).order_by("pk"))
    names, owners, powers = names_of(himself(his.nominal)), owners_for(his.nominal), force_book().powers
    hers = _hers_in(his)
    form = ActionForm(request.POST or None, names, hers, objectives, owners, powers.values(), agencies())

    def save(said: Said) -> None:
        add_action(
            his.nominal,
            said["objective"],
            words=said["words"],
            could_infer=said["could_infer"],
            mitigation=said["mitigation"],
            overt=OVERT in said["marks"],
            sole_account=SOLE in said["marks"],
            power=said["power"],
            agency=said["agency"],
            owner=said["owner"],
            due_on=said["due_on"],
            by=request.user,
        )

    return _page(request, his.nominal, form, save, title="Propose an action", button="Propose it")


@requires(Action.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def move_action_page(request: Signed, number: int, action: int) -> HttpResponse:
    """One action: what it is, its history, and where it stands from now on."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    men = himself(his.nominal)
    found = get_object_or_404(PlanAction, objective__plan__nominal__in=men, pk=action)
    each = standing_of(found)
    authorises = allowed(request.user, Action.AUTHORISE_ACTION)
    form = MoveForm(request.POST or None, names_of(men), each.now, owners_for(his.nominal), authorises=authorises)

    def save(said: Said) -> None:
        move_action(
            his.nominal,
            found,
            said["to"],
            seen=said["seen"],
            owner=said["owner"],
            due_on=said["due_on"],
            why=said["why"],
            evidence=said["evidence"],
            without_safety=said.get("without_safety", ""),
            by=request.user,
        )

    return _page(request, his.nominal, form, save, title="Where an action stands", button="Keep it", each=each)


@requires(Action.LOOK_AT_SAFETY)
@require_http_methods(["GET", "POST"])
def look_at_safety_page(request: Signed, number: int) -> HttpResponse:
    """The safety plan of a woman or girl was looked at."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    initial = {"woman": request.GET.get("woman", "")}
    women = women_of(his.nominal, his.run)
    form = SafetyForm(request.POST or None, names_of(himself(his.nominal)), women, initial)

    def save(said: Said) -> None:
        look_at_safety(his.nominal, woman=said["woman"], on=said["on"], words=said["words"], by=request.user)

    return _page(request, his.nominal, form, save, title="Her safety plan was looked at", button="Record it")


@requires(Action.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def review_plan_page(request: Signed, number: int) -> HttpResponse:
    """He was discussed."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    found = _plan_of(his.nominal)
    meetings = latest_meetings()
    offered = {meeting.pk: words for meeting, words in meetings}
    form = ReviewForm(request.POST or None, names_of(himself(his.nominal)), _hers_in(his), offered)

    def save(said: Said) -> None:
        at = next((meeting for meeting, _ in meetings if str(meeting.pk) == said.get("meeting")), None)
        review_plan(his.nominal, found, on=said["on"], words=said["words"], meeting=at, by=request.user)

    return _page(request, his.nominal, form, save, title="Record a review", button="Record it")


@requires(Action.SUPERVISE_PLAN)
@require_http_methods(["GET", "POST"])
def supervise_plan_page(request: Signed, number: int) -> HttpResponse:
    """A supervisor's words."""
    his = opened(request, number, "plan")
    if not isinstance(his, Opened):
        return his
    found = _plan_of(his.nominal)
    form = SuperviseForm(request.POST or None, names_of(himself(his.nominal)))

    def save(said: Said) -> None:
        supervise_plan(his.nominal, found, words=said["words"], by=request.user)

    return _page(request, his.nominal, form, save, title="Write a supervision note", button="Keep it")


def _hers_in(his: Opened) -> HersIn:
    """Compares words with what is known of each woman of his reports."""
    return partial(hers_in, his.nominal, himself(his.nominal), his.run)


def _plan_of(nominal: Nominal) -> Plan:
    """His plan; the page is not there before one was begun."""
    found = last_plan(himself(nominal))
    if found is None:
        raise Http404
    return found


def _page(
    request: Signed, nominal: Nominal, form: forms.Form, save: Callable[[Said], None], **shown: Any
) -> HttpResponse:
    """The form; once it is filled in and kept, his plan."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data)
            return redirect("plan", nominal.pk)
        except NotNow as error:
            form.add_error(None, str(error))
    return render(request, "plans/change.html", {"nominal": nominal, "form": form, **shown})
