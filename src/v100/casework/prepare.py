"""Before the site listens: tables as this version wants them, first users, the runs that are not loaded yet.

Run as `python -m v100.casework.prepare` by `v100 serve`.
"""

import sys

from django.conf import settings
from django.core.management import call_command

from v100.casework.starting import started


def migrate() -> None:
    """The tables as this version wants them, and what the database forbids."""
    call_command("migrate", database=settings.MIGRATION_DATABASE, verbosity=0, interactive=False)


def prepare() -> None:
    """Migrate, and load what is new. In a store where nobody is real, add a user for each role.

    Raises V100Error where a run is not as it was sealed.
    """
    from v100.casework.accounts.demo import add_demo_users
    from v100.casework.runs.load import load_new

    migrate()
    if settings.DEMO:
        add_demo_users(settings.STORE)
    for run in load_new(settings.STORE):
        print(f"loaded {run.run_id}")


if __name__ == "__main__":
    sys.exit(started(prepare))
