"""A woman's reference on the site: W and six figures or more, in addresses, on pages and in the audit log."""

from django.urls import register_converter

from v100.casework.nominals.reference import FIGURES, ReferenceConverter

LETTER = "W"


class WomanConverter(ReferenceConverter):
    """In a page's address: W000012 is the woman with number 12."""

    letter = LETTER
    regex = LETTER + FIGURES


register_converter(WomanConverter, "woman")
