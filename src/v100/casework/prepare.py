"""Before the site listens: tables as this version wants them, first users, the runs that are not loaded yet.

Run as `python -m v100.casework.prepare` by `v100 serve`.
"""

import sys
from collections.abc import Callable

import django
from django.conf import settings
from django.core.management import call_command

from v100.errors import V100Error


def prepare(progress: Callable[[str], None] = print) -> None:
    """Migrate, and load what is new. In a store where nobody is real, add a user for each role.

    Raises V100Error where a run is not as it was sealed.
    """
    from v100.casework.accounts.demo import add_demo_users
    from v100.casework.runs.load import load_new

    call_command("migrate", database=settings.MIGRATION_DATABASE, verbosity=0, interactive=False)
    if settings.DEMO:
        add_demo_users(settings.STORE)
    for run in load_new(settings.STORE):
        progress(f"loaded {run.run_id}")


def main() -> int:
    django.setup()
    try:
        prepare()
    except V100Error as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main())
