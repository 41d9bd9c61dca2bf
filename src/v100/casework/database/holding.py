"""What one transaction at a time may change: whoever else would waits until it ends."""

from enum import IntEnum

from django.db import DEFAULT_DB_ALIAS, connections


class Held(IntEnum):
    """The first number of a lock that PostgreSQL keeps; the second is the number of the man or the referral."""

    MAN = 101
    REFERRAL = 102
    RUNS = 103
    RELEASES = 104


def hold(what: Held, number: int = 0) -> None:
    """Until this transaction ends."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s::int, %s::int)", [what, number])
