"""A draft as a Word file that can be edited. The same draft gives the same bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from v100.casework.packs.draft import NO_RECOMMENDATION, READ_OVER, REPORTS, Draft, Line
from v100.casework.packs.face import FACE, heading_of, mark_of, name_of

FONT = "Arial"
SMALL = Pt(9)
LINES = (3.9, 8.3, 4.4)
FACTS = (3.9, 12.7)
"""Widths of columns, centimetres: all of what stands between the margins."""
MARGIN = 2.2
TEXT = 21 - 2 * MARGIN
"""Centimetres of a sheet that stay white on either side, and between them."""

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file carries: a file that is packed has to have one."""


def as_word(draft: Draft) -> bytes:
    document = Document()
    _page(document, draft)
    _properties(document, draft)
    _boxed(document).add_run(FACE).bold = True
    _boxed(document).add_run(NO_RECOMMENDATION)
    _boxed(document).add_run(READ_OVER)
    document.add_heading(heading_of(draft), 1)
    _table(document, FACTS, ("This draft",), draft.facts)
    document.add_heading("Statement of facts", 2)
    document.add_paragraph(REPORTS)
    for part in draft.parts:
        document.add_heading(part.heading, 3)
        _source(document, part.source)
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
    document.add_paragraph()  # a table may not end a file
    return _packed(document)


def _page(document: Written, draft: Draft) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    header.add_run(draft.made.marking).bold = True
    foot = document.styles["Footer"]
    foot.font.size = SMALL
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{mark_of(draft)}\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for level, (size, after) in enumerate(((20, 6), (14, 4), (11, 0)), start=1):
        style = document.styles[f"Heading {level}"]
        style.paragraph_format.space_after = Pt(after)
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


def _boxed(document: Written) -> Paragraph:
    """One of the first lines, which stand together in a box."""
    paragraph = document.add_paragraph()
    sides = [_rule(f"w:{side}", size=12, space=6) for side in ("top", "left", "bottom", "right")]
    paragraph._p.get_or_add_pPr().append(_element("w:pBdr", *sides))
    how = paragraph.paragraph_format
    how.left_indent = how.right_indent = Cm(0.3)  # or the box would hang over the margins
    how.space_after = Pt(4)
    return paragraph


def _source(document: Written, words: str) -> None:
    """What asks for a part: with what follows, not alone at the foot of a sheet."""
    paragraph = document.add_paragraph()
    paragraph.add_run(words).font.size = SMALL
    paragraph.paragraph_format.keep_with_next, paragraph.paragraph_format.space_after = True, Pt(4)


def _table(document: Written, widths: Sequence[float], names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """With a rule below each row; one name for several columns stands over all of them."""
    table = document.add_table(0, len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _ruled(table)
    _row(table, widths, [*names, *[""] * (len(widths) - len(names))], heading=True)
    if len(names) < len(widths):
        first = table.rows[0].cells
        first[len(names) - 1].merge(first[-1])
    for row in rows:
        _row(table, widths, row)


def _ruled(table: Table) -> None:
    """Its words begin where those above it do: the programs differ in how far a table hangs over the margin for the
    white within its cells."""
    rules = [_rule(f"w:{side}", size=4) for side in ("top", "bottom", "insideH")]
    none = [_element(f"w:{side}", **{"w:val": "nil"}) for side in ("left", "right", "insideV")]
    white = {"top": 50, "left": 0, "bottom": 50, "right": 120}  # twentieths of a point
    margins = [_element(f"w:{side}", **{"w:w": str(wide), "w:type": "dxa"}) for side, wide in white.items()]
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(_element("w:tblBorders", *sorted([*rules, *none], key=lambda each: BORDERS.index(each.tag))))
    layout.addnext(_element("w:tblCellMar", *margins))


BORDERS = [qn(f"w:{side}") for side in ("top", "left", "bottom", "right", "insideH", "insideV")]
"""In the order that the format asks."""


def _row(table: Table, widths: Sequence[float], texts: Sequence[str], *, heading: bool = False) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if heading:
        properties.append(_element("w:tblHeader"))
    for cell, width, text in zip(row.cells, widths, texts, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        if text:  # of an empty cell nothing is left where it is merged
            paragraph.add_run(text).bold = heading
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = heading or None


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word works out."""
    field = _element("w:fldSimple", **{"w:instr": name})
    paragraph.add_run("1")
    field.append(paragraph.runs[-1]._r)
    paragraph._p.append(field)


def _rule(name: str, *, size: int, space: int = 0) -> BaseOxmlElement:
    """A line of so many eighths of a point, so many points from the words."""
    return _element(name, **{"w:val": "single", "w:sz": str(size), "w:space": str(space), "w:color": "787878"})


def _element(name: str, *within: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(attribute), value)
    element.extend(within)
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
