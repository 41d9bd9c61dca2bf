"""A draft as a Word file that can be edited. The same draft gives the same bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from v100.casework.packs.draft import NO_RECOMMENDATION, READ_OVER, REPORTS, Draft, Line
from v100.casework.packs.face import FACE, heading_of, mark_of, name_of

FONT = "Arial"
LINES = (3.4, 8.8, 4.4)
FACTS = (3.8, 12.8)
"""Widths of columns, centimetres."""

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file carries: a file that is packed has to have one."""


def as_word(draft: Draft) -> bytes:
    document = Document()
    _page(document, draft)
    _properties(document, draft)
    document.add_paragraph().add_run(FACE).bold = True
    document.add_paragraph(NO_RECOMMENDATION)
    document.add_paragraph(READ_OVER)
    document.add_heading(heading_of(draft), 1)
    _table(document, FACTS, ("This draft", ""), draft.facts)
    document.add_heading("Statement of facts", 2)
    document.add_paragraph(REPORTS)
    for part in draft.parts:
        document.add_heading(part.heading, 3)
        document.add_paragraph().add_run(part.source).font.size = Pt(9)
        if part.lines:
            _lines(document, part.lines, ("When", "What", "Source"))
        for words in part.words:
            document.add_paragraph(words)
        if part.lacking:
            document.add_paragraph().add_run(part.lacking).italic = True
    document.add_heading("What the court must be told", 2)
    for each in draft.told:
        document.add_paragraph(each, style="List Bullet")
    document.add_heading("Chronology", 2)
    _lines(document, draft.chronology, ("When", "What", "Source"))
    document.add_heading("Exhibits", 2)
    _lines(document, draft.exhibits, ("Exhibit", "What", "Reference"))
    return _packed(document)


def _page(document: Written, draft: Draft) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    header.add_run(draft.made.marking).bold = True
    footer.add_run(f"{mark_of(draft)}. Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.element.rPr.append(_element("w:lang", **{"w:val": "en-GB"}))
    for level, size in enumerate((20, 14, 11), start=1):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for name in [name for name in fonts.attrib if "Theme" in name]:
            del fonts.attrib[name]


def _properties(document: Written, draft: Draft) -> None:
    made = datetime.combine(draft.made.on, time())
    said = document.core_properties
    said.title, said.author, said.language = name_of(draft), draft.made.by, "en-GB"
    said.comments, said.keywords, said.last_modified_by = mark_of(draft), "", ""
    said.created = said.modified = made
    said.revision = 1


def _lines(document: Written, lines: Iterable[Line], names: Sequence[str]) -> None:
    _table(document, LINES, names, [(line.on, line.words, line.source) for line in lines])


def _table(document: Written, widths: Sequence[float], names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = document.add_table(0, len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _row(table, widths, names, heading=True)
    for row in rows:
        _row(table, widths, row)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _row(table: Table, widths: Sequence[float], texts: Sequence[str], *, heading: bool = False) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if heading:
        properties.append(_element("w:tblHeader"))
    for cell, width, text in zip(row.cells, widths, texts, strict=True):
        cell.width = Cm(width)
        cell.paragraphs[0].add_run(text).bold = heading
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word works out."""
    field = _element("w:fldSimple", **{"w:instr": name})
    paragraph.add_run("1")
    field.append(paragraph.runs[-1]._r)
    paragraph._p.append(field)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(attribute), value)
    return element


def _packed(document: Written) -> bytes:
    """Without the picture that the library's own template carries, and without the time of packing."""
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        relations.pop(key)
    made, whole = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as file, ZipFile(whole, "w") as copy:
        for name in sorted(file.namelist()):
            part = ZipInfo(name, BEGINNING)
            part.compress_type = ZIP_DEFLATED
            copy.writestr(part, file.read(name))
    return whole.getvalue()
