"""All that a finished file carries is read: what is on its pages, and what is not."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
import typst
from docx import Document
from docx.document import Document as Written
from pypdf import PdfWriter

from v100.casework.leaks.reading import Format, passages_of
from v100.errors import V100Error


def word(change: Callable[[Written], object] = lambda _: None, **parts: str) -> bytes:
    """A Word file, with more parts in it."""
    document = Document()
    change(document)
    made = BytesIO()
    document.save(made)
    whole = BytesIO()
    with ZipFile(made) as file, ZipFile(whole, "w") as copy:
        for name in file.namelist():
            if not name.endswith(".jpeg"):
                copy.writestr(name, file.read(name))
        for name, text in parts.items():
            copy.writestr(name, text)
    return whole.getvalue()


def _split(document: Written) -> None:
    paragraph = document.add_paragraph("Can")
    paragraph.add_run("ary").bold = True


def _in_table(document: Written) -> None:
    document.add_table(1, 1).cell(0, 0).text = "Canary"


def _in_header(document: Written) -> None:
    document.sections[0].header.paragraphs[0].text = "Canary"


def _in_footer(document: Written) -> None:
    document.sections[0].footer.paragraphs[0].text = "Canary"


def _remarked(document: Written) -> None:
    document.add_comment(document.add_paragraph("words").runs, text="Canary", author="x")


def _remarked_by(document: Written) -> None:
    document.add_comment(document.add_paragraph("words").runs, text="x", author="Canary")


def _titled(document: Written) -> None:
    document.core_properties.title = "Canary"


def _by(document: Written) -> None:
    document.core_properties.last_modified_by = "Canary"


WAYS = [_split, _in_table, _in_header, _in_footer, _remarked, _remarked_by, _titled, _by]


@pytest.mark.parametrize("change", WAYS, ids=lambda way: way.__name__)
def test_word_is_read_wherever_it_holds_text(change: Callable[[Written], object]) -> None:
    assert any("Canary" in passage.text for passage in passages_of(Format.WORD, word(change)))
    assert not any("Canary" in passage.text for passage in passages_of(Format.WORD, word()))


@pytest.mark.parametrize("name", ["customXml/item9.xml", "docProps/custom.xml", "word/glossary/document.xml"])
def test_xml_of_others_is_read(name: str) -> None:
    content = word(**{name: "<a><b>Can</b><c title='Canary'/></a>"})
    assert "Canary" in {passage.text for passage in passages_of(Format.WORD, content)}


def test_word_with_a_picture_cannot_be_checked() -> None:
    with pytest.raises(V100Error, match="picture or a file"):
        passages_of(Format.WORD, word(**{"word/media/image1.png": ""}))


def pdf(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize(
    "source",
    [
        "Canary",
        "a #pagebreak() Canary",
        '#set document(title: "Canary")',
        '#set document(author: "Canary")',
        '#set document(keywords: ("Canary",))',
        '#link("https://example.org/Canary")[here]',
    ],
)
def test_a_pdf_is_read_wherever_it_holds_text(source: str) -> None:
    assert any("Canary" in passage.text for passage in passages_of(Format.PDF, pdf(source)))


def test_a_pdf_says_on_which_page() -> None:
    assert {each.where for each in passages_of(Format.PDF, pdf("a #pagebreak() Canary")) if "Can" in each.text} == {
        "page 2"
    }


def test_a_pdf_that_carries_a_file_cannot_be_checked() -> None:
    writer = PdfWriter(BytesIO(pdf("words")))
    writer.add_attachment("x.txt", b"Canary")
    made = BytesIO()
    writer.write(made)
    with pytest.raises(V100Error, match="picture or a file"):
        passages_of(Format.PDF, made.getvalue())


@pytest.mark.parametrize("kind", Format)
def test_what_cannot_be_read_is_not_called_clean(kind: Format) -> None:
    with pytest.raises(V100Error, match="cannot be read"):
        passages_of(kind, b"no such file")
