"""A man's reference: N and six figures or more, in addresses, on pages and in the audit log."""

import re

from django.urls import register_converter

LETTER = "N"


class ReferenceConverter:
    """In a page's address: N000012 is the man with number 12."""

    regex = LETTER + r"\d{6,15}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(LETTER))

    def to_url(self, value: int) -> str:
        return reference(value)


register_converter(ReferenceConverter, "nominal")


def reference(number: int) -> str:
    return f"{LETTER}{number:06d}"


def number_of(words: str) -> int | None:
    """The number of the man whose reference was typed; none where it is no reference."""
    return int(words[1:]) if re.fullmatch(ReferenceConverter.regex, words.upper()) else None
