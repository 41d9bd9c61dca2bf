"""The users of a demo: one for each role, made-up people with one password that is random and this store's own."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from v100.casework import place
from v100.casework.access.roles import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User

FORENAMES = ("Ada", "Ben", "Cleo", "Dev", "Esi", "Finn", "Grace", "Hari", "Iris", "Jonah", "Kit")
AGENCY = "Northmoor council housing"


def add_demo_users(store: Path) -> None:
    """A user for each role, named as the role; those who are there are left as they are."""
    there = set(User.objects.values_list("username", flat=True))
    password = place.demo_password(store)
    last_day = timezone.localdate() + timedelta(days=settings.GUEST_DAYS)
    for role, forename in zip(Role, FORENAMES, strict=True):
        if role.value not in there:
            invited: dict[str, Any] = {"agency": AGENCY, "last_day": last_day} if role == Role.GUEST else {}
            add_user(
                role.value,
                password,
                forename=forename,
                surname=role.label.split()[-1].title(),
                roles=[role],
                why="a made-up user of the demo",
                **invited,
            )
