"""A man's reference: N and six figures or more, in addresses, on pages and in the audit log."""

import re

from django.urls import register_converter

LETTER = "N"


FIGURES = r"\d{6,15}"


class ReferenceConverter:
    """In a page's address: N000012 is the man with number 12."""

    letter = LETTER
    regex = LETTER + FIGURES

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(self.letter))

    def to_url(self, value: int) -> str:
        return reference(value, self.letter)


register_converter(ReferenceConverter, "nominal")


def reference(number: int, letter: str = LETTER) -> str:
    return f"{letter}{number:06d}"


def number_of(words: str) -> int | None:
    """The number of the man whose reference was typed; none where it is no reference."""
    return int(words[1:]) if re.fullmatch(ReferenceConverter.regex, words.upper()) else None
