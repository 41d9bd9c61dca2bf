"""In the background: a referral goes to the store, once; then the engine assesses all that wait, one run at a time."""

import logging

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from v100.casework.database.again import AGAIN
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.referrals.engine import run_again
from v100.casework.referrals.models import InStore, Referral, Told
from v100.casework.referrals.moving import move
from v100.casework.referrals.person import as_told
from v100.casework.referrals.states import WAITING, Status
from v100.casework.runs.current import current_run
from v100.errors import V100Error
from v100.store import referrals

log = logging.getLogger(__name__)

ERASED = "What was told of him was erased before it lay in the store"
UNFORESEEN = "A fault that nobody foresaw: tell whoever runs the site, whose log says more"


@app.task(lock="referrals", retry=AGAIN)
def keep_in_store(referral: int) -> None:
    """Write who was referred to the store and the ledger, and nowhere else from then on; then have it assessed. One
    that failed is left as it is until somebody tries it again.

    The ledger's reason is the referral's reference: it is kept for good, and stands in every run's report.
    """
    made = Referral.objects.with_status().select_related("by").get(pk=referral)
    if made.status != Status.RECEIVED:
        return
    if not InStore.objects.filter(referral=made).exists():
        try:
            _keep(made)
        except V100Error as error:
            move(made, Status.FAILED, why=str(error))
            return
    assess.defer(referral=referral)  # a worker finds it at once, so only now that it lies in the store


def _keep(made: Referral) -> None:
    told = Told.objects.filter(referral=made, person__isnull=False).first()
    if told is None:
        raise V100Error(ERASED)
    person = as_told(told)
    entry = referrals.refer(settings.STORE, person, by=made.by.username, why=made.reference, at=made.at)
    with transaction.atomic():
        InStore.objects.create(referral=made, kept_as=entry["subject"]["referral"], position=entry["position"])
        Told.objects.filter(referral=made).update(person=None)
        record(Done.WROTE_TO_LEDGER, by=None, subject=f"ledger:{entry['position']}")


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
        _run_again()
    except V100Error as error:
        _failed(waiting, str(error))
    except Exception:
        log.exception("the run for referrals failed")
        _failed(waiting, UNFORESEEN)
    else:
        _failed(waiting, "The run did not look at it: the referral was withdrawn from the ledger")


def _run_again() -> None:
    """Make the last run again; where a later month's is loaded meanwhile, which may know nothing of the referrals yet,
    that one too.
    """
    run = current_run()
    run_again(settings.STORE, run)
    while run and (last := current_run()) and last.as_at > run.as_at:
        run = last
        run_again(settings.STORE, run)


def _failed(waiting: list[Referral], why: str) -> None:
    """Those of them that no run has assessed by now."""
    for each in Referral.objects.with_status().filter(pk__in=[each.pk for each in waiting], status=Status.ASSESSING):
        move(each, Status.FAILED, why=why)
