"""How the Word file of a draft is built: read aloud in its order, and whole on paper, whatever program opens it."""

from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as Written
from docx.oxml.ns import qn
from docx.table import Table

from drafts_made_up import drafted
from v100.casework.packs.writing_word import as_word

MOST = 16.6
"""Centimetres between the margins of a sheet."""


@pytest.fixture(scope="module")
def word() -> Written:
    return Document(BytesIO(as_word(drafted())))


def columns(table: Table) -> float:
    return sum(column.width.cm for column in table.columns if column.width)


def test_its_headings_go_down_by_one(word: Written) -> None:
    styles = [each.style.name for each in word.paragraphs if each.style and each.style.name]
    levels = [int(name.removeprefix("Heading ")) for name in styles if name.startswith("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_table_has_a_row_of_names_that_comes_back_on_each_sheet(word: Written) -> None:
    assert len(word.tables) > 3
    for table in word.tables:
        first, *others = table.rows
        assert all(cell.text for cell in first.cells), "no name is left out"
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in first.cells), "not alone at a foot"


def test_no_table_is_wider_than_the_sheet_or_hangs_over_its_margin(word: Written) -> None:
    for table in word.tables:
        assert columns(table) == pytest.approx(MOST, abs=0.01)
        left = table._tbl.tblPr.find(f"{qn('w:tblCellMar')}/{qn('w:left')}")
        assert left.get(qn("w:w")) == "0"


def test_every_sheet_says_its_marking_whose_it_is_and_its_number(word: Written) -> None:
    (section,) = word.sections
    assert not section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "OFFICIAL"
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("DRAFT, for a lawyer. Made by Dev Officer. Expires on 30 April 2026\tPage ")
    fields = [each.get(qn("w:instr")) for each in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_it_is_english_as_written_here_and_says_its_title(word: Written) -> None:
    assert {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert word.core_properties.language == "en-GB"
    assert word.core_properties.title == "Domestic Abuse Protection Order: draft, N000012"


def test_nothing_is_spaced_by_empty_lines(word: Written) -> None:
    assert [number for number, each in enumerate(word.paragraphs[:-1]) if not each.text] == []
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    assert [cell.text for cell in cells if not all(each.text for each in cell.paragraphs)] == []


def test_that_it_is_a_draft_stands_in_a_box_above_it(word: Written) -> None:
    boxed = [each.text for each in word.paragraphs if each._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None]
    assert boxed == [each.text for each in word.paragraphs[:3]]
    assert boxed[0] == "DRAFT, for a lawyer"
