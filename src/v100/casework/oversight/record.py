"""Writing to the audit log, in the transaction of what is logged: both happen, or neither."""

from collections.abc import Iterable
from typing import Any, Protocol

from v100.casework.oversight.models import Done, Event


class Person(Protocol):
    """A signed-in person."""

    pk: Any


def record(action: Done, *, by: Person | None, subject: str, why: str = "", shown: Iterable[str] = ()) -> None:
    """One event. `subject` is a reference such as `nominal:12`; `why` is the person's own reason, and in brackets what
    was asked for; `shown` are the references of others whom the page showed.

    Raises IntegrityError where the action needs a person or a reason and has none.
    """
    Event.objects.create(action=action, by=by.pk if by else None, subject=subject, why=why, shown=list(shown))
