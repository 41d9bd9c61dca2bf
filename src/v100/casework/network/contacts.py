"""When two written addresses are one, and two written telephone numbers."""

import re
from typing import NamedTuple


class Contact(NamedTuple):
    """An address or a telephone number: what tells it from others, as it was written, and how others may write it."""

    key: str
    words: str
    spellings: frozenset[str]


def address(written: str | None, postcode: str | None) -> Contact | None:
    """One address: the same postcode and the same numbers of house and flat. Without a postcode it is nobody else's.

    `spellings` are of the postcode.
    """
    if not written:
        return None
    compact = re.sub(r"[^0-9A-Z]", "", (postcode or "").upper())
    words = ", ".join(part for part in (written, postcode) if part)
    if len(compact) < 5:
        return Contact(words.casefold(), words, frozenset())
    numbers = " ".join(re.findall(r"[0-9]+[A-Z]?\b", written.upper())) or re.sub(r"\W", "", written.upper())
    return Contact(
        f"{compact} {numbers}", words, frozenset({postcode or "", compact, f"{compact[:-3]} {compact[-3:]}"})
    )


def phone(written: str | None) -> Contact | None:
    """One number: its last ten digits, which are the same with and without the country's code."""
    digits = re.sub(r"[^0-9]", "", written or "")[-10:]
    if not written or len(digits) < 10:
        return None
    return Contact(digits, written, frozenset({written, f"0{digits}", f"+44{digits}"}))
