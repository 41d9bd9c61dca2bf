"""In the background: a referral goes to the store, once; then the engine assesses all that wait, one run at a time."""

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.referrals.engine import run_again
from v100.casework.referrals.models import InStore, Referral, Told
from v100.casework.referrals.moving import move
from v100.casework.referrals.person import person_of
from v100.casework.referrals.states import WAITING, Status
from v100.casework.runs.current import current_run
from v100.errors import V100Error
from v100.store import referrals

AGAIN = RetryStrategy(linear_wait=30)
"""The store or the database may be out of reach for a while: tried again, later each time."""


@app.task(lock="ledger", retry=AGAIN)
def keep_in_store(referral: int) -> None:
    """Write who was referred to the store and the ledger, and nowhere else from then on; then have it assessed.

    The ledger's reason is the referral's reference: it is kept for good, and stands in every run's report.
    """
    made = Referral.objects.select_related("by", "told").get(pk=referral)
    if InStore.objects.filter(referral=made).exists():
        return
    person = person_of(made)
    assert person is not None
    entry = referrals.refer(settings.STORE, person, by=made.by.username, why=made.reference, at=made.at)
    with transaction.atomic():
        InStore.objects.create(referral=made, kept_as=entry["subject"]["referral"], position=entry["position"])
        Told.objects.filter(referral=made).update(person=None)
        record(Done.WROTE_TO_LEDGER, by=None, subject=f"ledger:{entry['position']}")
        assess.defer(referral=referral)


@app.task(lock="engine", retry=AGAIN)
def assess(referral: int) -> None:
    """Run the engine and load its run, for this referral and all others that wait by now. One that an earlier job
    took along is left as it is.
    """
    waiting = list(Referral.objects.with_status().filter(status__in=WAITING, in_store__isnull=False).order_by("pk"))
    if referral not in {each.pk for each in waiting}:
        return
    for each in waiting:
        if each.status == Status.RECEIVED:  # one that is being assessed was left behind by a job that died
            move(each, Status.ASSESSING)
    try:
        run_again(settings.STORE, current_run())
        fault = "The run did not look at it: the referral was withdrawn from the ledger"
    except V100Error as error:
        fault = str(error)
    for each in Referral.objects.with_status().filter(pk__in=[each.pk for each in waiting], status=Status.ASSESSING):
        move(each, Status.FAILED, why=fault)
