"""What could identify a woman of all that the site keeps, for checks that nothing of it leaves the site.

It is what officers recorded. What reports say of her `v100.store.victims.said_of_women` tells. Whoever calls it has
asked for the reason and logs the look.
"""

from collections.abc import Iterable
from typing import NamedTuple

from v100.casework.women.herself import herself
from v100.casework.women.models import Identifying


class Identifier(NamedTuple):
    """Of whom (the reference that was asked for), of what kind its record is (a word of `kinds.SHAPES`, such as phone,
    where it has any), which value (a name of `kinds.NAMES`), and its words.
    """

    person_id: str
    what: str
    name: str
    words: str


def identifiers_of(references: Iterable[str]) -> list[Identifier]:
    """Contact details, code words, children, schools and supporters, of each by whichever reference it was recorded."""
    return [
        Identifier(person_id, *value)
        for person_id in references
        for value in Identifying.objects.filter(record__woman__person_id__in=herself(person_id))
        .order_by("pk")
        .values_list("record__what", "name", "words")
    ]
