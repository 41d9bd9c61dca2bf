"""A worker dies in the middle of two jobs, on a database of its own, since a worker has its own connections. Prints
what another worker's turns made of them; `test_abandoned` starts it.
"""

import json
import sys
from pathlib import Path

from v100.casework.starting import started
from v100.store import ledger
from v100.store.referrals import OF_PERSON


def dies() -> None:
    """A referral is taken in and a run is looked for: both stand as begun by a worker that is gone, while the next look
    for runs waits already and another worker is at a job of its own. Then a third has its turn.
    """
    from django.db import connection, connections
    from procrastinate.contrib.django.models import ProcrastinateJob

    from v100.casework.access import Role
    from v100.casework.accounts.add import add_user
    from v100.casework.database.tasks import take_up_abandoned
    from v100.casework.identities.tasks import write_to_ledger
    from v100.casework.prepare import prepare
    from v100.casework.referrals.models import Referral
    from v100.casework.referrals.taking_in import take_in
    from v100.casework.runs.tasks import load_new_runs

    prepare()
    who = add_user("one", "a long enough secret", forename="One", surname="x", roles=[Role.ANALYST], why="joined")
    person = {**dict.fromkeys(OF_PERSON), "surname": "Marlowe"}
    told = {"agency": "health", "their_reference": "", "why": "said so", "asks": "look"}
    take_in(by=who, person=person, received_on="2026-04-02", **told)
    load_new_runs.defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing'")
        load_new_runs.defer(timestamp=1)
        others = write_to_ledger.defer(decision=0)
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() + interval '1 hour') returning id"
        )
        (at_work,) = cursor.fetchone()
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s", [at_work, others]
        )
    before = list(ProcrastinateJob.objects.values_list("id", flat=True))  # a worker leaves more as it begins
    take_up_abandoned.defer(timestamp=0)  # every minute, left to itself
    held = max(entries_after_work() for _ in range(2))  # the first puts it back, the second does it
    left = ProcrastinateJob.objects.filter(id__in=before).order_by("id").values_list("task_name", "status")
    print(json.dumps([held, list(left), Referral.objects.with_status().get().status]))
    connections["default"].close_pool()


def entries_after_work() -> int:
    """Do what there is to do; gives the number of the ledger's entries then."""
    from django.conf import settings
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app, connector_params

    with app.replace_connector(PsycopgConnector(kwargs=connector_params())) as worker:
        worker.run_worker(wait=False, delete_jobs="successful", listen_notify=False)
    return len(ledger.entries(Path(settings.STORE)))


if __name__ == "__main__":
    sys.exit(started(dies))
