"""The one place where something is recorded of her: on the record, of which the log holds her reference, the part and
the number only."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow
from v100.casework.women.kinds import Part
from v100.casework.women.models import SAFE_FOR, Identifying, Record, Step, Woman
from v100.casework.women.reading import plain

DONE = {Part.CONTACT: Done.CHANGED_CONTACT}
"""A new contact detail is told by itself (C5)."""


@transaction.atomic
def keep(
    woman: Woman,
    part: Part,
    *,
    by: User,
    values: Mapping[str, str],
    his_numbers: Collection[str] | None = None,
    on: date | None = None,
    **facts: Any,
) -> Record:
    """A record of this part. `values` could identify her; empty ones are left out. Raises NotNow where a way to reach
    her is a number that his record has too, or where that cannot be read (C3).
    """
    if part == Part.SAFE_CONTACT and his_numbers is None:
        raise NotNow(
            "The store cannot be read that says which numbers are on his record: no way can be called safe now"
        )
    if part == Part.SAFE_CONTACT and his_numbers and plain(values.get("number", "")) in his_numbers:
        raise NotNow("This number is on his record too: he may read or hear it. Ask her for another way")
    on = on or timezone.localdate()
    until = on + SAFE_FOR if part == Part.SAFE_CONTACT else None
    kept: Record = Record.objects.create(woman=woman, part=part, on=on, until=until, by=by, **facts)
    said = {name: words.strip() for name, words in values.items() if words.strip()}
    Identifying.objects.bulk_create(Identifying(record=kept, name=name, words=words) for name, words in said.items())
    _record(woman, DONE.get(part, Done.RECORDED_OF_WOMAN), f"({part.value}, record:{kept.pk})", by)
    return kept


@transaction.atomic
def add_step(woman: Woman, kept: Record, *, what: str, on: date, words: str, by: User) -> Step:
    """What came of a record."""
    step: Step = Step.objects.create(record=kept, what=what, on=on, words=words, by=by)
    _record(woman, Done.RECORDED_OF_WOMAN, f"({kept.part}, {what}, record:{kept.pk})", by)
    return step


def _record(woman: Woman, done: Done, why: str, by: User) -> None:
    record(done, by=by, subject=f"woman:{woman.pk}", why=why)
