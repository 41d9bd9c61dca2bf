"""Who is new on the month's list, and waits for the panel or for an officer."""

from typing import Any

from v100.casework.access import Action, allowed
from v100.casework.database.any_of import any_of
from v100.casework.nominals.models import Listing, VisibleQuerySet
from v100.casework.panel.models import Step
from v100.casework.panel.states import QUEUED, Status
from v100.casework.runs.current import month_run

NOT_YET = (*QUEUED, Status.ADOPTED)


def newly_listed(user: Any) -> dict[int, str]:
    """By his number, each in words: of those alone whom this person finds on the list."""
    if not allowed(user, Action.SEE_LIST):
        return {}
    return _new(Listing.objects.visible_to(user))


def all_newly_listed() -> dict[int, str]:
    """The same of everybody."""
    return _new(Listing.objects.all())


def _new(listings: VisibleQuerySet) -> dict[int, str]:
    month = month_run()
    if month is None:
        return {}
    lines = listings.filter(run=month, rank__lte=month.list_size, movement="new")
    ranks = dict(lines.values_list("nominal", "rank"))
    waiting = Step.objects.current().filter(nominal__in=any_of(ranks), status__in=NOT_YET)
    return {
        man: f"New on the list of {month.as_at:%-d %B %Y}, rank {ranks[man]}: {status}"
        for man, status in waiting.values_list("nominal", "status")
    }
