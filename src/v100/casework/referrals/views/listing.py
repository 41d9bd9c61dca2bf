"""The referrals, by how they stand. No name and no agency: those are on each referral's own page."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.referrals.models import Referral, ReferralQuerySet
from v100.casework.referrals.states import WAITING, Status

ON_A_PAGE = 25

OPEN, UNDER_WAY = "open", "under way"
PARTS = {
    OPEN: ("Open", (*WAITING, Status.FAILED, Status.ASSESSED)),
    UNDER_WAY: ("Not assessed yet", WAITING),
    **{status.value: (status.label, (status,)) for status in Status if status not in WAITING},
    "all": ("All", tuple(Status)),
}
"""Parts of the list, by the word in the page's address: in words, and the statuses."""


def in_part(part: str, user: object) -> ReferralQuerySet:
    """The referrals of that part which this person may see, the latest first."""
    found: ReferralQuerySet = Referral.objects.visible_to(user).with_status().filter(status__in=PARTS[part][1])
    return found.select_related("by").order_by("-pk")


def numbers_by_part(user: object) -> dict[str, int]:
    """How many referrals that this person may see are in each part."""
    seen = Referral.objects.visible_to(user).with_status().values("status")
    counted = dict(seen.annotate(number=Count("pk")).values_list("status", "number"))
    return {part: sum(counted.get(status, 0) for status in statuses) for part, (_, statuses) in PARTS.items()}


@requires(Action.SEE_REFERRALS)
def referrals(request: Signed) -> HttpResponse:
    """One page of one part."""
    asked = request.GET.get("show", OPEN)
    part = asked if asked in PARTS else OPEN
    page = Paginator(in_part(part, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    record(Done.SAW_REFERRALS, by=request.user, subject="referrals", why=f"(show={part}, page={page.number})")
    parts = {name: words for name, (words, _) in PARTS.items()}
    return render(
        request, "referrals/referrals.html", {"page": page, "part": part, "parts": parts, "asked": f"show={part}"}
    )
