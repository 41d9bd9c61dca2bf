"""What free text about a referral must not say: where somebody is, how to reach her, whether she may be here."""

import re

from v100.casework.women.immigration import status_words

NEVER = (
    ("a postcode", r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"),
    ("a telephone number", r"(?<!\w)(?:\+|0)(?:[\s()-]*\d){9,}"),
    ("an e-mail address", r"\S+@\S+\.\w"),
    (
        "an address",
        r"\b\d+[a-z]?,?\s+(?:\w[\w'’]*\s+){1,3}"
        r"(?:road|rd|street|st|avenue|ave|lane|ln|crescent|gardens|grove|terrace)\b",
    ),
    (
        "an address",  # words of every day too, so only after a name
        r"\b\d+[a-z]?,?\s+(?:\w[\w'’]*\s+){0,2}(?-i:[A-Z])[\w'’]*\s+(?:close|drive|court|way|place|row)\b",
    ),
)
"""What, in words, and how it looks. A sign, not a proof: names and places in other words pass, so people must look."""


def told_too_much(text: str) -> list[str]:
    """What of that a text says; none where it looks harmless."""
    found = [words for words, looks in NEVER if re.search(looks, text, re.IGNORECASE)]
    return list(dict.fromkeys([*found, *(["immigration status"] if status_words(text) else [])]))
