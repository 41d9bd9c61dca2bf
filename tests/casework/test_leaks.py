"""The leak check on a finished document: everybody linked to him, by all that the stored reports say, wherever in the
file it stands."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import typst
from django.conf import settings
from docx import Document
from docx.document import Document as Written

from site_users import user
from small_force import CANARIES, MOVED
from v100.casework.access import Role
from v100.casework.leaks import gathering
from v100.casework.leaks.checking import leaks_of
from v100.casework.leaks.finding import Identifier, Kind, Leak
from v100.casework.leaks.gathering import identifiers_about, linked
from v100.casework.leaks.reading import Format
from v100.casework.nominals.models import Nominal, Term
from v100.casework.outcomes.kinds import Kind as Came
from v100.casework.outcomes.models import Outcome
from v100.casework.packs.writing_word import _packed
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun
from v100.casework.women.kinds import Part
from v100.casework.women.models import Woman
from v100.casework.women.recording import keep
from v100.errors import V100Error


@pytest.fixture
def run(small_force_store: Path, monkeypatch: pytest.MonkeyPatch) -> LoadedRun:
    monkeypatch.setattr(settings, "STORE", small_force_store)
    load_new(small_force_store)
    found = current_run()
    assert found is not None
    return found


def named(surname: str) -> Nominal:
    return Term.objects.filter(kind="name", words__contains=surname).earliest("pk").nominal


@pytest.fixture
def ben(run: LoadedRun) -> Nominal:
    assert run
    return named("Okonkwo")


def test_all_that_the_reports_say_of_her_is_sought(ben: Nominal, run: LoadedRun) -> None:
    (her,) = linked(ben, run)
    found = identifiers_about(ben, run)
    assert {each.whose for each in found} == {her}
    values = {each.value for each in found}
    told = {CANARIES[name] for name in ("forename", "surname", "aliases", "address", "postcode", "phone", "email")}
    assert {*told, CANARIES["vehicle"], "1991-09-17"} <= values
    assert set(MOVED.values()) <= values, "where she lives now, too, which only another man's report says"


KEPT = {
    ("child", "", "name"): ("Qxlittle One", Kind.NAME),
    ("child", "", "school"): ("Qxgrove Nursery", Kind.SCHOOL),
    ("child", "", "lives_with"): ("Qxaunt", Kind.NAME),
    ("supporter", "friend", "phone"): ("07700 900888", Kind.PHONE),
    ("contact", "address", "value"): ("5 Qxnewest Row", Kind.ADDRESS),
    ("contact", "phone", "value"): ("07700 900999", Kind.PHONE),
    ("contact", "email", "value"): ("new@qx.example", Kind.EMAIL),
    ("safe_contact", "call", "number"): ("07700 900777", Kind.PHONE),
    ("safe_contact", "in_person", "number"): ("the library, 9 Qxhall Road", Kind.ADDRESS),
    ("safe_contact", "through", "number"): ("Qxsister", Kind.NAME),
    ("safe_contact", "email", "code_word"): ("Qxmarmalade", Kind.ALIAS),
}


def test_all_that_officers_recorded_of_her_is_sought_too(ben: Nominal, run: LoadedRun) -> None:
    (her,) = linked(ben, run)
    woman = Woman.objects.create(person_id=her, first_run=run)
    lead = user(Role.VICTIM_LEAD)
    for (part, what, name), (value, _) in KEPT.items():
        keep(woman, Part(part), by=lead, values={name: value}, his_numbers=set(), what=what)
    assert {Identifier(kind, value, her) for value, kind in KEPT.values()} <= identifiers_about(ben, run)
    text = word(lambda document: document.add_paragraph("collected from Qxgrove nursery by a friend"))
    (leak,) = leaks_of(ben, [ben.pk], run, {Format.WORD: text}, [])[Format.WORD]
    assert (leak.kind, leak.whose) == (Kind.SCHOOL, her)


def test_who_cannot_be_looked_up_is_not_called_safe(
    ben: Nominal, run: LoadedRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    (her,) = linked(ben, run)
    monkeypatch.setattr(gathering, "said_of_women", lambda *_: [])
    with pytest.raises(V100Error, match=rf"the reports of {her} cannot be read"):
        identifiers_about(ben, run)


def test_the_day_on_which_she_withdrew_is_hers_unless_something_came_to_him_on_it(
    ben: Nominal, run: LoadedRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = gathering.said_of_women
    day = date(2026, 3, 20)
    monkeypatch.setattr(gathering, "said_of_women", lambda *of: [{**row, "withdrew_on": day} for row in said(*of)])

    def is_sought() -> bool:
        return Kind.DATE in {each.kind for each in identifiers_about(ben, run)}

    by = user(Role.LRO)
    assert is_sought()
    Outcome.objects.create(nominal=ben, kind=Came.VICTIM_WITHDREW, on=day, report_id="R2", by=by)
    assert is_sought()
    Outcome.objects.create(nominal=ben, kind=Came.NO_FURTHER_ACTION, on=day, report_id="R2", by=by)
    assert not is_sought()


def test_where_the_run_carries_none_of_his_reports_nothing_is_called_clean(run: LoadedRun) -> None:
    gone = Nominal.objects.create(person_id="S-of-no-run", first_run=run)
    with pytest.raises(V100Error, match="carries no report of his"):
        identifiers_about(gone, run)


def word(change: Callable[[Written], object]) -> bytes:
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    change(document)
    return _packed(document)


def pdf(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def titled(title: str) -> Callable[[Written], object]:
    return lambda document: setattr(document.core_properties, "title", title)


def in_header(words: str) -> Callable[[Written], object]:
    return lambda document: setattr(document.sections[0].header.paragraphs[0], "text", words)


def remarked(words: str) -> Callable[[Written], object]:
    return lambda document: document.add_comment(document.add_paragraph("words").runs, text=words)


CASES = {
    "a title in Word": (Format.WORD, word(titled("For Qxannabel")), Kind.NAME, "properties, core"),
    "a header in Word": (Format.WORD, word(in_header("77, Qxhiding Ln")), Kind.ADDRESS, "header1 1"),
    "a remark in Word": (Format.WORD, word(remarked("on 07204 123-987")), Kind.PHONE, "comments 1"),
    "a page of a PDF": (Format.PDF, pdf("a #pagebreak() QX9\n9QX"), Kind.POSTCODE, "page 2"),
    "a title of a PDF": (Format.PDF, pdf('#set document(title: "qxhartly, Q.")'), Kind.NAME, "metadata, title"),
    "an author of a PDF": (Format.PDF, pdf('#set document(author: "Mrs Qxsmythe")'), Kind.ALIAS, "metadata, author"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_in_the_file_and_its_metadata(ben: Nominal, run: LoadedRun, case: str) -> None:
    kind, content, what, where = CASES[case]
    found = leaks_of(ben, [ben.pk], run, {kind: content}, [])[kind]
    leak = next(each for each in found if each.kind == what)
    (her,) = linked(ben, run)
    assert leak.whose == her
    assert where in leak.where


def test_a_file_that_says_nothing_of_her_is_clean(ben: Nominal, run: LoadedRun) -> None:
    text = "Benedict Okonkwo, born 23 July 1975, of 2 Birch Road"
    files = {Format.WORD: word(lambda document: document.add_paragraph(text)), Format.PDF: pdf(text)}
    none: list[Leak] = []
    assert leaks_of(ben, [ben.pk], run, files, []) == {Format.WORD: none, Format.PDF: none}
