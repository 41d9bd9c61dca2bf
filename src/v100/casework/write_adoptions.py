"""Prints who was adopted when, as CSV, for an account told as JSON on standard input; it is on the record first.

Run as `python -m v100.casework.write_adoptions` by `v100 adoptions`.
"""

import csv
import json
import sys

from v100.casework.prepare import alone, migrate
from v100.casework.starting import started
from v100.errors import V100Error


def write_adoptions() -> None:
    """Raises V100Error where the account may not, gives no reason, or no run is loaded."""
    from v100.casework.access import Action, allowed
    from v100.casework.accounts.by_password import account
    from v100.casework.oversight.models import Done
    from v100.casework.oversight.record import record
    from v100.casework.panel.adoptions import adoptions
    from v100.casework.runs.current import month_run

    with alone():
        migrate()
    asked = json.load(sys.stdin)
    why = asked["why"].strip()
    user = account(asked["username"], asked["password"])
    if not allowed(user, Action.EXPORT_ADOPTIONS):
        record(Done.REFUSED, by=user, subject=Action.EXPORT_ADOPTIONS.value, why="v100 adoptions")
        raise V100Error(f"the roles of {user.username} do not allow to {Action.EXPORT_ADOPTIONS.label}")
    if not why:
        raise V100Error("say why with --why: it is kept on the record")
    run = month_run()
    if run is None:
        raise V100Error("the site has loaded no run yet: start it with `v100 serve`")
    spells = adoptions(run, user)
    men = len({spell.person_id for spell in spells})
    record(Done.EXPORTED_ADOPTIONS, by=user, subject=f"run:{run.run_id}", why=f"{why} ({men} men)")
    file = csv.writer(sys.stdout, lineterminator="\n")
    file.writerow(("person_id", "from", "until"))
    file.writerows((spell.person_id, spell.begins, spell.ends) for spell in spells)


if __name__ == "__main__":
    sys.exit(started(write_adoptions))
