"""A worker dies in the middle of a job: on a database of its own, since a worker has its own connections. Prints how
many entries the ledger holds after another worker's turns, and how many jobs are left; `test_abandoned` starts it.
"""

import json
from pathlib import Path

import django
from django.conf import settings

django.setup()

from django.db import connection, connections  # noqa: E402 Django is set up first
from procrastinate import PsycopgConnector  # noqa: E402
from procrastinate.contrib.django import app, connector_params  # noqa: E402
from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: E402

from v100.casework.access import Role  # noqa: E402
from v100.casework.accounts.add import add_user  # noqa: E402
from v100.casework.database.tasks import take_up_abandoned  # noqa: E402
from v100.casework.prepare import prepare  # noqa: E402
from v100.casework.referrals.taking_in import take_in  # noqa: E402
from v100.store import ledger  # noqa: E402
from v100.store.referrals import OF_PERSON  # noqa: E402


def work() -> int:
    """Do what there is to do; gives the number of the ledger's entries then."""
    with app.replace_connector(PsycopgConnector(kwargs=connector_params())) as worker:
        worker.run_worker(wait=False, delete_jobs="successful", listen_notify=False)
    return len(ledger.entries(Path(settings.STORE)))


prepare()
who = add_user("one", "a long enough secret", forename="One", surname="x", roles=[Role.ANALYST], why="joined")
person = {**dict.fromkeys(OF_PERSON), "surname": "Marlowe"}
take_in(
    by=who, person=person, received_on="2026-04-02", agency="health", their_reference="", why="said so", asks="look"
)
with connection.cursor() as cursor:
    cursor.execute("update procrastinate_jobs set status = 'doing'")
take_up_abandoned.defer(timestamp=0)  # every minute, left to itself
held = max(work() for _ in range(2))  # the first puts it back, the second does it
print(json.dumps([held, ProcrastinateJob.objects.filter(task_name__endswith="keep_in_store").count()]))
connections["default"].close_pool()
