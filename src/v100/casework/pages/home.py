"""Everybody's first page: what waits for them."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from v100.casework.access import Action, allowed
from v100.casework.access.roles import PURPOSE, Role
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.duties.reading import late_for, waiting_for
from v100.casework.duties.views import LATE
from v100.casework.leaving.aftercare import waiting
from v100.casework.links.waiting import waiting_leads
from v100.casework.nominals.filters import LISTED, SEALED, Filters
from v100.casework.nominals.own_men import PARTS, own_men
from v100.casework.oversight.models import Done
from v100.casework.oversight.views import AuditFilters
from v100.casework.panel.queue import DIFFER, LEAVING, MARKED, REFERRED, SECOND, UNLED, URGENT, WAITING, steps_in
from v100.casework.panel.states import Status
from v100.casework.publishing.releasing import waiting as proposed_releases
from v100.casework.referrals.states import Status as Referred
from v100.casework.referrals.views.listing import UNDER_WAY, numbers_by_part
from v100.casework.runs.current import current_run, month_run
from v100.casework.runs.models import Unloaded
from v100.casework.women.erasing import due_to_be_erased
from v100.casework.women.waiting import late_for_whom


class Figure(NamedTuple):
    """A number that opens its list."""

    number: int
    words: str
    url: str


def home(request: Signed) -> HttpResponse:
    """A person's roles and the figures of what they may open; a guest has one page, which is another."""
    if allowed(request.user, Action.ACT_FOR_AGENCY):
        return redirect("agency-actions")
    figures = [
        figure for action, make in FIGURES.items() if allowed(request.user, action) for figure in make(request.user)
    ]
    purposes = [(Role(role).label, PURPOSE[Role(role)]) for role in request.user.roles]
    shown = {"run": month_run(), "unloaded": Unloaded.objects.all(), "figures": figures, "purposes": purposes}
    return render(request, "pages/home.html", shown)


def _of_list(user: Any) -> list[Figure]:
    run = month_run()
    if run is None:
        return []
    asked = (
        ({"part": LISTED}, "on this month’s list"),
        ({"part": LISTED, "movement": "new"}, "of them new this month"),
        ({"part": LISTED, "precursors": "yes"}, "of them also on the precursor list"),
    )
    return [
        Figure(Filters(each, run, user).lines().count(), words, f"{reverse('list')}?{urlencode(each)}")
        for each, words in asked
    ]


def _of_queue(*parts: tuple[str, str]) -> Callable[[Any], list[Figure]]:
    """Figures of these parts of the panel's queue, each with its words."""

    def figures(user: Any) -> list[Figure]:
        return [
            Figure(steps_in(part, user).count(), words, f"{reverse('queue')}?{urlencode({'show': part})}")
            for part, words in parts
        ]

    return figures


def _of_referrals(user: Any) -> list[Figure]:
    asked = (
        (Referred.ASSESSED.value, "referrals assessed, to be read"),
        (UNDER_WAY, "referrals not assessed yet"),
        (Referred.FAILED.value, "referrals that could not be assessed"),
    )
    numbers = numbers_by_part(user)
    return [
        Figure(numbers[part], words, f"{reverse('referrals')}?{urlencode({'show': part})}")
        for part, words in asked
        if numbers[part]
    ]


def _of_leads(user: Any) -> list[Figure]:
    run = current_run()
    waiting = waiting_leads(run, user).count() if run else 0
    return [Figure(waiting, "leads to undetected crimes, to be decided", reverse("leads"))] if waiting else []


def _of_sealed(user: Any) -> list[Figure]:
    run = month_run()
    if run is None:
        return []
    sealed = Filters({"part": SEALED}, run, user).lines().count()
    return [Figure(sealed, "sealed: they may be colleagues", f"{reverse('list')}?part={SEALED}")]


def _of_audit(_user: Any) -> list[Figure]:
    figures = []
    for done, words in ((Done.OPENED_MAN, "looks at a man’s page in 7 days"), (Done.REFUSED, "refusals in 7 days")):
        asked = {"action": done.value, "days": "7"}
        figures.append(Figure(AuditFilters(asked).events().count(), words, f"{reverse('audit')}?{urlencode(asked)}"))
    return figures


def _of_users(_user: Any) -> list[Figure]:
    return [Figure(User.objects.filter(is_active=True).count(), "people with an account", reverse("users"))]


LATE_WORDS = "late: she was to be told"
MOST_LATE = 1000
"""Late duties that the first page counts."""


def _of_duties(user: Any) -> list[Figure]:
    """An officer's own. Of all men those that are late, up to a number: to count the rest takes longer than this page
    may."""
    run = current_run()
    if run is None:
        return []
    late_part = f"{reverse('duties')}?{urlencode({'show': LATE})}"
    if allowed(user, Action.SEE_EVERY_MAN):
        late = late_for(user, run, most=MOST_LATE)
        words = f"or more {LATE_WORDS}" if late == MOST_LATE else LATE_WORDS
        return [Figure(late, words, late_part)] if late else []
    waiting = waiting_for(user, run, first=0, most=0)
    asked = (
        (waiting.late, LATE_WORDS, late_part),
        (waiting.number - waiting.late, "she is to be told", reverse("duties")),
    )
    return [Figure(*each) for each in asked if each[0]]


def _waiting_for_her(user: Any) -> list[Figure]:
    late = len(late_for_whom(user))
    words = "women and girls for whose safety something is late"
    asked = (
        (late, words, "late"),
        (len(due_to_be_erased(user)), "women and girls whose details are due to be erased", "erase"),
    )
    return [Figure(number, words, f"{reverse('waiting-for-her')}#{part}") for number, words, part in asked if number]


def _of_aftercare(user: Any) -> list[Figure]:
    due = waiting(user).filter(due_on__lte=timezone.localdate()).count()
    return [Figure(due, "women and girls to be asked after", reverse("aftercare"))] if due else []


def _of_releases(user: Any) -> list[Figure]:
    others = proposed_releases().exclude(by=user).count()
    return [Figure(others, "proposed for the public, to be released or not", reverse("public"))] if others else []


def _of_own_men(user: Any) -> list[Figure]:
    run = current_run()
    if run is None:
        return []
    men = own_men(user, run)
    return [
        Figure(sum(map(belongs, men)), words, f"{reverse('own')}?{urlencode({'show': part})}")
        for part, (words, belongs) in PARTS.items()
    ]


FIGURES: dict[Action, Callable[[Any], list[Figure]]] = {
    Action.SEE_OWN_MEN: _of_own_men,
    Action.SEE_LIST: _of_list,
    Action.SEE_PANEL: _of_queue(
        (WAITING, "waiting for the panel"),
        (REFERRED, "of them referred by partners"),
        (MARKED, "marked to be looked at"),
    ),
    Action.JUDGE: _of_queue((SECOND, "waiting for your view, the second")),
    Action.RULE: _of_queue((DIFFER, "with views that differ: you rule")),
    Action.ADOPT_AT_ONCE: _of_queue((URGENT, "nominated for a threat to life")),
    Action.MANAGE: _of_queue(
        (Status.ADOPTED, "adopted, not managed yet"),
        (UNLED, "managed, without an officer who may see him"),
        (LEAVING, "proposed to be removed, waiting for a second person"),
    ),
    Action.TELL_HER: _of_duties,
    Action.SEE_WAITING_FOR_HER: _waiting_for_her,
    Action.SEE_AFTERCARE: _of_aftercare,
    Action.DECIDE_LINK: _of_leads,
    Action.ANSWER_RELEASE: _of_releases,
    Action.SEE_REFERRALS: _of_referrals,
    Action.SEE_SEALED: _of_sealed,
    Action.SEE_AUDIT: _of_audit,
    Action.SEE_USERS: _of_users,
}
