"""Changing what is kept of a user, closing an account, giving a new password: each with a reason, on the record.

Nobody does it to himself, so that nobody gives himself a role or takes the last administrator away.
"""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from v100.casework.accounts.guests import as_written_before, check_last_day
from v100.casework.accounts.models import User
from v100.casework.accounts.sealing import seal_whoever_may_be_a_colleague
from v100.casework.oversight.models import Done, Event
from v100.casework.oversight.record import record
from v100.errors import V100Error

CHANGES = (Done.ADDED_USER, Done.CHANGED_USER, Done.CLOSED_ACCOUNT, Done.REOPENED_ACCOUNT)
CHANGEABLE = ("forename", "surname", "date_of_birth", "address", "postcode", "email", "roles", "agency", "last_day")


def new_password() -> str:
    """One to be said to somebody once, who then chooses another."""
    return secrets.token_urlsafe(12)


def last_change(user: User) -> int:
    """The number of the last event that changed his account: what a page that shows it has seen."""
    found = Event.objects.filter(subject=f"user:{user.pk}", action__in=CHANGES).order_by("pk").last()
    return found.pk if found else 0


@transaction.atomic
def change_user(user: User, *, by: User, why: str, seen: int, **facts: Any) -> list[str]:
    """Keep these facts of him; gives the names of those that differ. Men, listed or referred, who may be him now
    are sealed. `seen` is the last change that whoever changes him knew of.

    Raises V100Error where it is himself, where somebody was quicker, or naming what is wrong.
    """
    _somebody_else(user, by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if last_change(user) != seen:
        raise V100Error(
            "While you were writing, somebody else changed this account. Nothing of yours was kept: open it again"
        )
    if "agency" in facts:
        facts["agency"] = as_written_before(facts["agency"])
    changed = [name for name in CHANGEABLE if name in facts and facts[name] != getattr(user, name)]
    for name in changed:
        setattr(user, name, facts[name])
    if "last_day" in changed:
        check_last_day(user.last_day)
    try:
        user.full_clean()
    except ValidationError as error:
        raise V100Error(" ".join(error.messages)) from error
    if changed:
        user.save(update_fields=changed)
        seal_whoever_may_be_a_colleague()
        record(Done.CHANGED_USER, by=by, subject=f"user:{user.pk}", why=f"{why} ({', '.join(changed)})")
    return changed


@transaction.atomic
def close_account(user: User, *, by: User, why: str) -> None:
    """He can no longer sign in, and is signed out. What he did stays his.

    Raises V100Error where it is himself.
    """
    _set_open(user, False, by, Done.CLOSED_ACCOUNT, why)


@transaction.atomic
def reopen_account(user: User, *, by: User, why: str) -> None:
    """He can sign in again. Raises V100Error where it is himself."""
    _set_open(user, True, by, Done.REOPENED_ACCOUNT, why)


@transaction.atomic
def give_password(user: User, *, by: User, why: str) -> str:
    """A new password, given once; he is signed out everywhere, and chooses his own when he signs in.

    Raises V100Error where it is himself.
    """
    _somebody_else(user, by)
    password = new_password()
    user.set_password(password)
    user.must_choose_password = True
    user.save(update_fields=["password", "must_choose_password"])
    record(Done.GAVE_PASSWORD, by=by, subject=f"user:{user.pk}", why=why)
    return password


def _set_open(user: User, is_open: bool, by: User, done: Done, why: str) -> None:
    _somebody_else(user, by)
    if User.objects.filter(pk=user.pk, is_active=not is_open).update(is_active=is_open):
        record(done, by=by, subject=f"user:{user.pk}", why=why)


def _somebody_else(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise V100Error("Nobody changes his own account: ask another administrator")
