"""A woman's reference on the site: W and six figures or more, in addresses, on pages and in the audit log."""

from django.urls import register_converter

LETTER = "W"


class ReferenceConverter:
    """In a page's address: W000012 is the woman with number 12."""

    regex = LETTER + r"\d{6,15}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(LETTER))

    def to_url(self, value: int) -> str:
        return reference(value)


register_converter(ReferenceConverter, "woman")


def reference(number: int) -> str:
    return f"{LETTER}{number:06d}"
