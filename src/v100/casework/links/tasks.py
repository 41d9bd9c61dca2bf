"""From the site to the ledger, in the background: what is decided of a lead is written there, once."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from v100.casework.database.again import AGAIN
from v100.casework.links.models import LinkDecision, Written
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.store import ledger


@app.task(lock="ledger", retry=AGAIN)
def write_to_ledger(decision: int) -> None:
    """Write the decision of that number; one that was written is left as it is, also where a crash came between."""
    made = LinkDecision.objects.select_related("by").get(pk=decision)
    if Written.objects.filter(decision=made).exists():
        return
    *_, written = [ledger.add(settings.STORE, entry) for entry in _entries(made)]
    with transaction.atomic():
        Written.objects.create(decision=made, position=written["position"], hash=written["hash"])
        record(Done.WROTE_TO_LEDGER, by=None, subject=f"ledger:{written['position']}")


def _entries(made: LinkDecision) -> Iterator[ledger.Entry]:
    """A withdrawal withdraws every decision that holds before it: in the ledger an earlier one would hold again."""
    if made.holds:
        subject = {"mentions": made.mentions, "report": made.report_id}
        yield ledger.Entry("link", subject, made.decision, made.by.username, made.why, made.at, entry_id=_name(made))
        return
    for before in _holding(made):
        yield ledger.Entry(
            "withdrawal",
            {"entry": _name(before)},
            "withdraw",
            made.by.username,
            made.why,
            made.at,
            entry_id=f"{_name(before)}-withdrawn",
        )


def _holding(withdrawal: LinkDecision) -> Iterator[LinkDecision]:
    before = withdrawal.after
    while before and before.holds:
        yield before
        before = before.after


def _name(made: LinkDecision) -> str:
    return f"casework-{made.entry_id}"
