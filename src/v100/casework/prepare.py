"""Before the site listens: tables as this version wants them, first users, the runs that are not loaded yet.

Run as `python -m v100.casework.prepare` by `v100 serve`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from v100.casework.starting import started

LOCK = 100
"""The number of the lock that PostgreSQL keeps for whoever prepares a database."""


@contextmanager
def alone() -> Iterator[None]:
    """One at a time: whoever prepares the same database meanwhile waits."""
    with connections[settings.MIGRATION_DATABASE].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])


def migrate() -> None:
    """The tables as this version wants them, and what the database forbids."""
    call_command("migrate", database=settings.MIGRATION_DATABASE, verbosity=0, interactive=False)


def prepare() -> None:
    """Migrate, and load what is new; print what was loaded, and what could not be. In a store where nobody is real, add
    a user for each role.
    """
    from v100.casework.accounts.demo import add_demo_users
    from v100.casework.disruption.criteria import criteria
    from v100.casework.evidence.load import load_new_evidence
    from v100.casework.evidence.models import UnloadedEvidence
    from v100.casework.facts.book import force_book
    from v100.casework.leaks.finding import vocabulary
    from v100.casework.packs.kept_templates import pack_templates
    from v100.casework.plans.kept_templates import templates
    from v100.casework.publishing.wording import public_wording
    from v100.casework.runs.load import load_new
    from v100.casework.runs.models import Unloaded

    templates(settings.STORE)  # a faulty file of the force is said now, not when somebody begins a plan
    criteria(settings.STORE)
    pack_templates(settings.STORE, force_book())
    vocabulary(settings.STORE)
    public_wording(settings.STORE)
    with alone():
        migrate()
        if settings.DEMO:
            add_demo_users(settings.STORE)
        for run in load_new(settings.STORE):
            print(f"loaded {run.run_id}")
        for evidence in load_new_evidence(settings.STORE):
            print(f"loaded {evidence.evidence_id}")
        for kind in (Unloaded, UnloadedEvidence):
            for why in kind.objects.values_list("why", flat=True):
                print(f"not loaded: {why}")


if __name__ == "__main__":
    sys.exit(started(prepare))
