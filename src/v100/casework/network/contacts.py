"""When two written addresses are one, and two written telephone numbers."""

import re
from typing import NamedTuple


class Contact(NamedTuple):
    """An address or a telephone number: what tells it from others, and how it may be written in a column that is
    searched (an address by its postcode, a telephone by the whole number).
    """

    key: str
    spellings: frozenset[str]


def address(written: str | None, postcode: str | None) -> Contact | None:
    """The same postcode and the same numbers of house and flat. Without a postcode it is none: “no fixed abode” and
    “refused” are given by many.
    """
    compact = re.sub(r"[^0-9A-Z]", "", (postcode or "").upper())
    if not written or len(compact) < 5:
        return None
    numbers = " ".join(re.findall(r"[0-9]+[A-Z]?\b", written.upper())) or re.sub(r"\W", "", written.upper())
    spellings = frozenset({postcode or "", compact, f"{compact[:-3]} {compact[-3:]}"})
    return Contact(f"{compact} {numbers}", spellings)


def phone(written: str | None) -> Contact | None:
    """One number: its last ten digits, which are the same with and without the country's code."""
    digits = re.sub(r"[^0-9]", "", written or "")[-10:]
    if not written or len(digits) < 10:
        return None
    return Contact(digits, frozenset({written, f"0{digits}", f"+44{digits}"}))
