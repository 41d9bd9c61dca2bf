"""Adding a person to those who may use the site."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from v100.casework.access.roles import Role
from v100.casework.accounts.guests import as_written_before, check_last_day
from v100.casework.accounts.models import User
from v100.casework.accounts.sealing import seal_whoever_may_be_a_colleague
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.errors import V100Error


@transaction.atomic
def add_user(
    username: str,
    password: str,
    *,
    forename: str,
    surname: str,
    roles: Iterable[Role],
    why: str,
    by: User | None = None,
    date_of_birth: date | None = None,
    address: str = "",
    postcode: str = "",
    email: str = "",
    agency: str = "",
    last_day: date | None = None,
    must_choose_password: bool = False,
) -> User:
    """A new user, on the record. `by` is empty only for those whom the command line or the start of the site adds;
    `must_choose_password` is for a password that somebody else knows.

    Raises V100Error naming every fault.
    """
    user = User(
        username=username,
        forename=forename,
        surname=surname,
        roles=[role.value for role in roles],
        date_of_birth=date_of_birth,
        address=address,
        postcode=postcode,
        email=email,
        agency=as_written_before(agency),
        last_day=last_day,
        must_choose_password=must_choose_password,
    )
    user.set_password(password)
    check_last_day(last_day)
    try:
        validate_password(password, user)
        user.full_clean()
    except ValidationError as error:
        raise V100Error(f"user {username!r} was not added: {' '.join(error.messages)}") from error
    user.save()
    seal_whoever_may_be_a_colleague()
    record(Done.ADDED_USER, by=by, subject=f"user:{user.pk}", why=why)
    return user
