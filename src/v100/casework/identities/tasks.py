"""From the site to the ledger, in the background: a decision that is on the site's record is written there, once."""

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from v100.casework.database.again import AGAIN
from v100.casework.identities.models import IdentityDecision, Written
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.store import ledger


@app.task(lock="ledger", retry=AGAIN)
def write_to_ledger(decision: int) -> None:
    """Write the decision of that number; one that was written is left as it is, also where a crash came between."""
    made = IdentityDecision.objects.select_related("by").get(pk=decision)
    if Written.objects.filter(decision=made).exists():
        return
    subject: dict[str, object] = {"mentions": [made.mention_a, made.mention_b]}
    if made.parts is not None:
        subject["parts"] = made.parts
    entry = ledger.Entry(
        "identity", subject, made.decision, made.by.username, made.why, made.at, entry_id=f"casework-{made.entry_id}"
    )
    written = ledger.add(settings.STORE, entry)
    with transaction.atomic():
        Written.objects.create(decision=made, position=written["position"], hash=written["hash"])
        record(Done.WROTE_TO_LEDGER, by=None, subject=f"ledger:{written['position']}")
