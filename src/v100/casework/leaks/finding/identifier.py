"""What identifies somebody who must not be found by a document."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What it is, as a finding says it: the kind alone, never the value."""

    NAME = "name"
    ALIAS = "other name"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "telephone number"
    EMAIL = "e-mail address"
    WORKPLACE = "workplace"
    SCHOOL = "school"
    VEHICLE = "vehicle"
    BIRTH = "date of birth"
    DATE = "date that she alone may know"
    WORDING = "wording"


@dataclass(frozen=True)
class Identifier:
    """One value; `whose` says whom it leads to, by reference: hers, or her child's or supporter's under hers.

    Dates are given as ISO dates.
    """

    kind: Kind
    value: str
    whose: str

    def __repr__(self) -> str:
        """Without the value: it may reach a log."""
        return f"Identifier({self.kind!r}, {self.whose!r})"
