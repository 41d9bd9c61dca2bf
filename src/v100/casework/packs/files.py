"""The files of a draft, and all that they say whoever it is about."""

from collections.abc import Iterator

from v100.casework.leaks.reading import Format
from v100.casework.outcomes.kinds import Detail, Kind
from v100.casework.packs.draft import NO_RECOMMENDATION, NOT_ADDRESSED, READ_OVER, REPORTS, TO_WRITE, Draft
from v100.casework.packs.face import FACE
from v100.casework.packs.kept_templates import Template
from v100.casework.packs.writing_pdf import as_pdf
from v100.casework.packs.writing_word import as_word
from v100.casework.powers import Book

WRITERS = {Format.PDF: as_pdf, Format.WORD: as_word}


def files_of(draft: Draft) -> dict[Format, bytes]:
    return {kind: write(draft) for kind, write in WRITERS.items()}


def always_said(template: Template, book: Book, by: str) -> Iterator[str]:
    """Sentences in which no name of hers can be meant, and the full name of who made it."""
    yield from (NO_RECOMMENDATION, NOT_ADDRESSED, READ_OVER, REPORTS, TO_WRITE, FACE, by)
    yield from (str(each.label) for each in (*Kind, *Detail))
    yield from (book.kinds[name].words for name in template.kinds)
    power = book.powers[template.power]
    yield from (power.name, power.statute, power.standard_of_proof, power.duration, power.checked)
    yield from template.sentences()
