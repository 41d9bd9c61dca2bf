"""Declared conflicts of interest: one's own, and everybody's with the looks that went before."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.oversight.models import Done, Event
from v100.casework.oversight.record import record

ON_A_PAGE = 25

LOOKS = (Done.OPENED_MAN, Done.OPENED_NETWORK, Done.OPENED_CASE, Done.SEARCHED, Done.SAW_OWN_MEN, Done.OPENED_FIGURE)
"""What showed him, as its subject or beside it."""


@requires(Action.DECLARE_CONFLICT)
def mine(request: Signed) -> HttpResponse:
    """What this person declared."""
    declared = Conflict.objects.filter(user=request.user).select_related("nominal").order_by("-at", "-pk")
    return render(request, "panel/conflicts_mine.html", {"declared": declared})


@requires(Action.SEE_CONFLICTS)
def conflicts(request: Signed) -> HttpResponse:
    """Everybody's, about men whom the reader may see, latest first, each with that person's looks at him."""
    record(Done.READ_CONFLICTS, by=request.user, subject="conflicts")
    seen = Nominal.objects.visible_to(request.user)
    declared = Conflict.objects.filter(nominal__in=seen).select_related("nominal", "user").order_by("-at", "-pk")
    page = Paginator(declared, ON_A_PAGE).get_page(request.GET.get("page"))
    looks = _looks(list(page))
    return render(
        request, "panel/conflicts.html", {"page": page, "rows": [(each, looks.get(_key(each), [])) for each in page]}
    )


def _key(conflict: Conflict) -> tuple[int, str]:
    return conflict.user_id, f"nominal:{conflict.nominal_id}"


def _looks(declared: list[Conflict]) -> dict[tuple[int, str], list[Event]]:
    """The looks of those users at those men, by user and man, latest first."""
    wanted = {_key(each) for each in declared}
    men = [man for _, man in wanted]
    showed = Q(subject__in=men) | ~Q(shown=[]) & Q(shown__overlap=men)
    found: dict[tuple[int, str], list[Event]] = {}
    events = Event.objects.filter(showed, action__in=LOOKS, by__in={user for user, _ in wanted})
    for event in events.order_by("-at", "-pk"):
        for user, man in wanted:
            if event.by == user and man in (event.subject, *event.shown):
                found.setdefault((user, man), []).append(event)
    return found
