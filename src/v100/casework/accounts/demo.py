"""The users of a demo: one for each role, made-up people with one password that is random and this store's own."""

from pathlib import Path

from v100.casework import place
from v100.casework.access.roles import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User

FORENAMES = ("Ada", "Ben", "Cleo", "Dev", "Esi", "Finn", "Grace", "Hari", "Iris", "Jonah")


def add_demo_users(store: Path) -> None:
    """A user for each role, named as the role; those who are there are left as they are."""
    there = set(User.objects.values_list("username", flat=True))
    password = place.demo_password(store)
    for role, forename in zip(Role, FORENAMES, strict=True):
        if role.value not in there:
            add_user(
                role.value,
                password,
                forename=forename,
                surname=role.label.split()[-1].title(),
                roles=[role],
                why="a made-up user of the demo",
            )
