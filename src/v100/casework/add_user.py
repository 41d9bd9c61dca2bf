"""Adds a user, told as JSON on standard input so that no password stands on a command line.

Run as `python -m v100.casework.add_user` by `v100 user add`.
"""

import json
import sys
from datetime import date

from v100.casework.prepare import alone, migrate
from v100.casework.starting import started
from v100.errors import V100Error


def add_user() -> None:
    """Raises V100Error naming what is wrong."""
    from v100.casework.access import Role
    from v100.casework.accounts.add import add_user

    with alone():
        migrate()
    facts = json.load(sys.stdin)
    unknown = [role for role in facts["roles"] if role not in Role.values]
    if unknown:
        raise V100Error(f"no role {', '.join(unknown)}: the roles are {', '.join(Role.values)}")
    roles = [Role(role) for role in facts.pop("roles")]
    born, last_day = (_day(facts.pop(name)) for name in ("date_of_birth", "last_day"))
    user = add_user(**facts, roles=roles, date_of_birth=born, last_day=last_day, must_choose_password=True)
    print(f"added {user.username}: {', '.join(user.role_names)}")


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


if __name__ == "__main__":
    sys.exit(started(add_user))
