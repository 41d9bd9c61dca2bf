"""Three years of made-up work, written beside the run that is loaded. Run as `python -m benchmarks.site.history`."""

import sys
from pathlib import Path

from v100.casework.starting import started

SCRIPT = Path(__file__).with_name("history.sql")
COUNTED = {
    "people ranked or set aside now": "select count(*) from nominals_nominal",
    "months": "select count(*) from runs_loadedrun",
    "lines of all months": "select count(*) from nominals_listing",
    "men managed": "select count(*) from panel_step where status = 'managed'",
    "states of actions in their plans": "select count(*) from plans_actionstate",
    "orders": "select count(*) from orders_order",
    "outcomes": "select count(*) from outcomes_outcome",
    "audit events": "select count(*) from oversight_event",
}


def write() -> None:
    """Write it, and print how much there is now."""
    from django.conf import settings
    from django.db import connections

    with connections[settings.MIGRATION_DATABASE].cursor() as cursor:
        cursor.execute(SCRIPT.read_text(encoding="utf-8").replace("%", "%%"), [])
        cursor.execute("vacuum analyze")  # of three years PostgreSQL did it by itself, long before the first page
        cursor.execute("checkpoint")
        for words, query in COUNTED.items():
            cursor.execute(query)
            print(f"{cursor.fetchone()[0]:>10,} {words}")


if __name__ == "__main__":
    sys.exit(started(write))
