"""Made-up users of the site, and a browser without a window for each."""

from typing import Any

from django.test import Client
from django.utils import timezone

from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User

AGENCY = "Made-up council housing"


def user(role: Role, **more: Any) -> User:
    """A user with one role, named as it."""
    facts = {"forename": "Made", "surname": f"Up-{role.value}", "why": "for a test", **more}
    if role == Role.GUEST:
        facts = {"agency": AGENCY, "last_day": timezone.localdate(), **facts}
    return add_user(role.value, "a long enough secret", roles=[role], **facts)


def signed_in(who: User | Role) -> Client:
    """A client that is signed in as this user, or as a new one with this role."""
    client = Client()
    client.force_login(who if isinstance(who, User) else user(who))
    return client


def parts(field: str, written: str) -> dict[str, str]:
    """A date as its three fields send it."""
    return {f"{field}_{number}": part for number, part in enumerate(written.split())}
