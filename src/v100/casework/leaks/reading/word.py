"""A Word file: body, headers, footers, remarks, changes that are marked, properties, and XML of others."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from v100.casework.leaks.finding import Passage
from v100.errors import V100Error

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = (f"{W}tab", f"{W}br", f"{W}cr")
TEXTS = (f"{W}t", f"{W}delText", f"{W}instrText")
TELLING = ("descr", "title", "name", "author", "initials", "Target", "tooltip")
"""Attributes that people fill, wherever they stand."""

NAMED = (f"{W}alias", f"{W}tag")
"""Elements whose value people fill."""

LAYOUT = ("word/styles.xml", "word/fontTable.xml", "word/theme/", "word/numbering.xml", "word/settings.xml")
"""Names of styles and fonts, which nobody writes."""


def passages_of_word(content: bytes) -> list[Passage]:
    """Paragraph by paragraph, then what no page shows. Raises V100Error where a part cannot be read."""
    try:
        with ZipFile(BytesIO(content)) as file:
            return [passage for name in sorted(file.namelist()) for passage in _part(name, file.read(name))]
    except (BadZipFile, etree.XMLSyntaxError) as error:
        raise V100Error("the Word file cannot be read, so it cannot be checked: make it again") from error


def _part(name: str, content: bytes) -> Iterator[Passage]:
    if not name.endswith((".xml", ".rels")):
        raise V100Error("the Word file holds a picture or a file, which cannot be checked: take it out")
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    place = PurePosixPath(name).stem
    paragraphs = list(root.iter(f"{W}p"))
    for number, paragraph in enumerate(paragraphs, start=1):
        yield Passage(f"{'paragraph' if place == 'document' else place} {number}", _text(paragraph))
    if not name.startswith(LAYOUT):
        if not paragraphs:
            yield from (Passage(f"properties, {place}", text) for text in root.itertext() if text.strip())
        yield from (Passage(f"properties of {place}", text) for text in _attributes(root))


def _text(paragraph: etree._Element) -> str:
    """As it reads: one that a text box holds is read in its own place too."""
    return "".join((node.text or "") if node.tag in TEXTS else " " for node in paragraph.iter(*TEXTS, *BREAKS))


def _attributes(root: etree._Element) -> Iterator[str]:
    for node in root.iter(etree.Element):
        for name, value in node.attrib.items():
            if (etree.QName(name).localname in TELLING or node.tag in NAMED) and value.strip():
                yield str(value)
