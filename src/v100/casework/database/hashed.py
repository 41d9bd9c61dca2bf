"""Questions over many rows at once, in which nothing is joined row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction


@contextmanager
def hashed(using: str) -> Iterator[Any]:
    """A cursor for such a question. PostgreSQL takes the rows of a part of a question for one or
    two where it cannot know, and would read another part again for each of them."""
    with transaction.atomic(using, savepoint=False), connections[using].cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        yield cursor
        cursor.execute("set local enable_nestloop = on")
