"""Everybody's first page: what waits for them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from v100.casework.access import Action, allowed
from v100.casework.access.roles import PURPOSE, Role
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.oversight.models import Event
from v100.casework.runs.current import current_run

WEEK = timedelta(days=7)


class Figure(NamedTuple):
    """A number that opens its list."""

    number: int
    words: str
    url: str


def home(request: Signed) -> HttpResponse:
    """A person's roles and the figures of what they may open."""
    figures = [
        figure for action, make in FIGURES.items() if allowed(request.user, action) for figure in make(request.user)
    ]
    purposes = [(Role(role).label, PURPOSE[Role(role)]) for role in request.user.roles]
    return render(request, "pages/home.html", {"run": current_run(), "figures": figures, "purposes": purposes})


def _of_list(user: Any) -> list[Figure]:
    run = current_run()
    if run is None:
        return []
    listed = Listing.objects.visible_to(user).filter(run=run, rank__lte=run.list_size)
    there = reverse("list")
    return [
        Figure(listed.count(), "on this month’s list", there),
        Figure(listed.filter(movement="new").count(), "of them new this month", f"{there}?part=listed&movement=new"),
        Figure(
            listed.exclude(rules=[]).count(),
            "of them also on the precursor list",
            f"{there}?part=listed&precursors=yes",
        ),
    ]


def _of_sealed(_user: Any) -> list[Figure]:
    sealed = Nominal.objects.filter(seals__isnull=False).distinct().count()
    return [Figure(sealed, "men sealed: they may be colleagues", reverse("audit") + "?action=sealed+man")]


def _of_audit(_user: Any) -> list[Figure]:
    week = Event.objects.filter(at__gte=timezone.now() - WEEK)
    there = reverse("audit")
    return [
        Figure(
            week.filter(action="opened man").count(), "looks at a man’s page in 7 days", f"{there}?action=opened+man"
        ),
        Figure(week.filter(action="refused").count(), "refusals in 7 days", f"{there}?action=refused"),
    ]


def _of_users(_user: Any) -> list[Figure]:
    return [Figure(User.objects.filter(is_active=True).count(), "people with an account", reverse("users"))]


FIGURES: dict[Action, Callable[[Any], list[Figure]]] = {
    Action.SEE_LIST: _of_list,
    Action.SEE_SEALED: _of_sealed,
    Action.SEE_AUDIT: _of_audit,
    Action.SEE_USERS: _of_users,
}
