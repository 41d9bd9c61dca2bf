"""A PDF: its pages, and every other piece of text in the file, as title, author, bookmarks and remarks."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ByteStringObject, DictionaryObject, StreamObject, TextStringObject

from v100.casework.leaks.finding import Passage
from v100.errors import V100Error


def passages_of_pdf(content: bytes) -> list[Passage]:
    """Page by page, then what no page shows. Raises V100Error where it cannot be read or holds a picture."""
    try:
        reader = PdfReader(BytesIO(content), strict=True)
        pages = [Passage(f"page {number}", page.extract_text()) for number, page in enumerate(reader.pages, start=1)]
        return [*pages, *_metadata(reader), *_unseen(reader)]
    except PyPdfError as error:
        raise V100Error("the PDF cannot be read, so it cannot be checked: make it again") from error


def _metadata(reader: PdfReader) -> Iterator[Passage]:
    for name, value in (reader.metadata or {}).items():
        yield Passage(f"metadata, {name.removeprefix('/').lower()}", str(value))


def _unseen(reader: PdfReader) -> Iterator[Passage]:
    """Every text in every object of the file: bookmarks, remarks, texts for screen readers; and metadata as XML."""
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    for number in range(1, size):
        found = reader.get_object(number)
        if isinstance(found, StreamObject):
            if found.get("/Subtype") == "/Image" or found.get("/Type") == "/EmbeddedFile":
                raise V100Error("the PDF holds a picture or a file, which cannot be checked: take it out")
            if found.get("/Type") == "/Metadata":
                yield Passage("metadata, XML", found.get_data().decode("utf-8", errors="replace"))
        for text in _texts(found):
            yield Passage("metadata, not on a page", text)


def _texts(found: Any) -> Iterator[str]:
    """Of one object; others that it points to are read in their turn."""
    if isinstance(found, TextStringObject):
        yield str(found)
    elif isinstance(found, ByteStringObject):
        yield found.decode("latin-1")
    elif isinstance(found, DictionaryObject):
        for value in found.values():
            yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)
