"""By what a file is, how it is read."""

from collections.abc import Callable
from enum import StrEnum

from v100.casework.leaks.finding import Passage
from v100.casework.leaks.reading.pdf import passages_of_pdf
from v100.casework.leaks.reading.word import passages_of_word


class Format(StrEnum):
    """A kind of file that can be checked, by the ending of its name."""

    PDF = "pdf"
    WORD = "docx"


READERS: dict[Format, Callable[[bytes], list[Passage]]] = {
    Format.PDF: passages_of_pdf,
    Format.WORD: passages_of_word,
}


def passages_of(kind: Format, content: bytes) -> list[Passage]:
    """All its text, with where each part stands.

    Raises V100Error where a part of it cannot be read: what was not read was not checked.
    """
    return READERS[kind](content)
