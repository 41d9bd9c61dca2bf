"""Every value that leads to her is found however it is written; a text without any is clean."""

import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from v100.casework.leaks.finding import Doubt, Identifier, Kind, Leak, Passage, leaks_in, vocabulary
from v100.errors import V100Error

KNOWN = vocabulary()

HERS = {
    Kind.NAME: ("Qxannabel", "Qxø-Hartley", "O’Qxara", "Zqe"),
    Kind.ALIAS: ("Qxbelle Qxsmythe",),
    Kind.ADDRESS: ("77 Qxhiding Lane, Croydon", "Flat 2, 5b Qxnewhome Row", "Qxrose Cottage"),
    Kind.POSTCODE: ("QX9 9QX",),
    Kind.PHONE: ("07204123987", "020 7946 0123", "+33 1 09 75 83 51"),
    Kind.EMAIL: ("qxannabel@example.org",),
    Kind.WORKPLACE: ("Qxbakery of Zquith Ltd",),
    Kind.SCHOOL: ("St Qxmary’s Primary School",),
    Kind.VEHICLE: ("QX70 QXX", "zqrusty qxvan"),
    Kind.BIRTH: ("1991-09-17",),
}
ALL = [Identifier(kind, value, "W1") for kind, values in HERS.items() for value in values]


def found(text: str, *identifiers: Identifier, his_names: tuple[str, ...] = ()) -> list[Leak]:
    return leaks_in([Passage("page 1", text)], identifiers or ALL, KNOWN, his_names=his_names)


ACCENTS = (
    "",
    "",
    "",
    "\N{COMBINING ACUTE ACCENT}",
    "\N{COMBINING DIAERESIS}",
    "\N{ZERO WIDTH SPACE}",
    "\N{SOFT HYPHEN}",
)
BETWEEN = ("", "", "", "", "-", "-\n", "’", ".")
SURROUNDING = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")), max_size=60)


@st.composite
def written(draw: st.DrawFn) -> tuple[Identifier, str]:
    """One of hers, in any case, with accents, and with hyphens and breaks where a word may have them."""
    hers = draw(st.sampled_from([each for each in ALL if each.kind != Kind.BIRTH]))
    said = ""
    for sign in unicodedata.normalize("NFC", hers.value):
        said += draw(st.sampled_from((str.upper, str.lower, str)))(sign)
        if sign.isalpha():
            said += draw(st.sampled_from(ACCENTS))
        if sign.isalnum():
            said += draw(st.sampled_from(BETWEEN))
        elif sign.isspace():
            said += draw(st.sampled_from((" ", "\n", "  ")))
    return hers, said.rstrip("".join(BETWEEN))


@given(hers=written(), before=SURROUNDING, after=SURROUNDING)
def test_whatever_is_hers_is_found_anywhere_however_it_is_written(
    hers: tuple[Identifier, str], before: str, after: str
) -> None:
    identifier, said = hers
    kinds = {leak.kind for leak in found(f"{before} {said} {after}", identifier)}
    assert identifier.kind in kinds


OTHERS = "".join(sorted(set(string.ascii_letters) - set("qxzQXZ"))) + " \n-.,"


@given(st.text(OTHERS, max_size=400))
def test_a_text_of_letters_that_she_has_not_is_clean(text: str) -> None:
    hers = [
        Identifier(each.kind, "".join(sign for sign in each.value if sign in "qxzQXZ 79,"), "W1") for each in ALL[:5]
    ]
    assert [leak for leak in found(text, *hers) if leak.kind != Kind.WORDING] == []


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.NAME, "Siobhan", "then Siobahn left"),
        (Kind.NAME, "Siobhan", "Siobahn left"),
        (Kind.NAME, "Siobhan", "then Sio-\nbahn left"),
        (Kind.NAME, "Siobhan", "Mrs Siobahn-Smith"),
        (Kind.NAME, "Siobhan", "Mrs Smith-Siobahn"),
        (Kind.NAME, "Siobhan", "Mrs Smith-Siobahn-Jones"),
        (Kind.NAME, "Siobhan", "Mrs O’Siobahn"),
        (Kind.NAME, "Siobhan", "then Siobhán’s mother came"),
        (Kind.NAME, "Kowalska", "Mrs Kovalska"),
        (Kind.NAME, "Featherstonehaugh", "a Fetherstonhaugh by birth"),
        (Kind.NAME, "Łukasiewicz", "Lukasiewicz was there"),
        (Kind.NAME, "Anne-Marie", "ANNEMARIE"),
        (Kind.NAME, "Anne-Marie", "with Marie"),
        (Kind.NAME, "Ann", "he hit Ann-\nand ran"),
        (Kind.NAME, "Isabella", "Isa-\nbella"),
        (Kind.NAME, "Isabella", "withIsabellaThen"),
        (Kind.NAME, "Elizabeth", "Mrs Elisabet"),
        (Kind.NAME, "Ann", "he saw ann"),
        (Kind.NAME, "Ann", "Ann2 said"),
        (Kind.NAME, "Ann", "2Ann said"),
        (Kind.NAME, "Brows", "a broW of land"),
        (Kind.NAME, "Ørn", "then Orn came"),
        (Kind.NAME, "Oo", "to Oo"),
        (Kind.NAME, "Fiona", "with ﬁona"),
        (Kind.NAME, "Isabella", "Isa\N{SOFT HYPHEN}bella"),
        (Kind.NAME, "Hester", "Hes ter"),
        (Kind.NAME, "Joan", "J o a n"),
        (Kind.NAME, "Jo", "and Jo said"),
        (Kind.ADDRESS, "12 High Street, Croydon", "at no. 12, in the High St"),
        (Kind.ADDRESS, "12A Acacia Avenue", "Acacia Ave 12 a"),
        (Kind.ADDRESS, "12 Acacia Avenue", "in Accacia Avenue"),
        (Kind.ADDRESS, "12 Acacia Avenue", "Acacia, number 12"),
        (Kind.ADDRESS, "12 Acacia Avenue", "12, twelve miles, Acacia"),
        (Kind.ADDRESS, "The Old Forge, Otford", "by the old forge"),
        (Kind.ADDRESS, "Flat 2 5b Qxnewhome Row", "5b, Qxnewhome"),
        (Kind.ADDRESS, "12 - Acacia Avenue", "12, Acacia"),
        (Kind.ADDRESS, "12 Acacia Ave", "in Acacia Avenue"),
        (Kind.ADDRESS, "12 Acacia Avenue Croydon", "in Acacia Ave"),
        (Kind.ADDRESS, "Acacia Avenue", "in Acacia Ave"),
        (Kind.ADDRESS, "Zqfoo Lane", "in Zqfoo Ln"),
        (Kind.ADDRESS, "12 Qxhigh Oakwood Street", "12, Qxhigh"),
        (Kind.ADDRESS, "The Old Forge, Otford", "Old Forge burnt"),
        (Kind.ADDRESS, "12 Old Forge, Otford", "Old Forge burnt"),
        (Kind.ADDRESS, "Court Barn, Otford", "in Court Barn"),
        (Kind.ADDRESS, "The Hill Top, Otford", "at Hill Top"),
        (Kind.ADDRESS, "12 Court Road", "in Court Rd"),
        (Kind.ADDRESS, "12 The Avenue", "12, The Avenue"),
        (Kind.POSTCODE, "SE1 1AA", "se11aa"),
        (Kind.POSTCODE, "E1 1AA", "e11aa"),
        (Kind.POSTCODE, "SE1 1AA", "codese11aais"),
        (Kind.POSTCODE, "SE11 2AA", "near SE11 2"),
        (Kind.POSTCODE, "SE1 1AA", "somewhere in SE1 1"),
        (Kind.PHONE, "+44 20 7946 0123", "(020) 7946-0123"),
        (Kind.PHONE, "020 7946 0123", "on 7946 0123"),
        (Kind.PHONE, "not 123456 known", "1234 56"),
        (Kind.PHONE, "+33 1 09 75 83 51", "01 09 75 83 51"),
        (Kind.PHONE, "016977 2345", "on 016977 2345"),
        (Kind.PHONE, "123456789012345678901", "123456789012345678901"),
        (Kind.PHONE, "07204 123987", "٠٧٢٠٤١٢٣٩٨٧"),
        (Kind.EMAIL, "lucy.archer@example.org", "lucy.archer (at) example.org"),
        (Kind.EMAIL, "lucy.archer@example.org", "lucy_archer on the net"),
        (Kind.EMAIL, "jo@qxmail.example", "mailtojo@qxmail.example"),
        (Kind.EMAIL, "qxlucy@example.org", "as qxlucy there"),
        (Kind.SCHOOL, "St Mary’s Primary School", "outside Saint or st. marys"),
        (Kind.WORKPLACE, "The Crown Inn", "behind the Crown inn"),
        (Kind.WORKPLACE, "Primary School", "in a primary school"),
        (Kind.WORKPLACE, "Qxdeli & Zqbar", "the qxdeli and zqbar"),
        (Kind.VEHICLE, "a Qxvan", "the qxvan"),
        (Kind.VEHICLE, "red Fiesta AB12 CDE", "ab12cde"),
        (Kind.VEHICLE, "red Fiesta AB12 CDE", "plateab12cdeis"),
        (Kind.VEHICLE, "red Fiesta", "her Red Fiesta"),
        (Kind.BIRTH, "1991-09-17", "17/9/91"),
        (Kind.BIRTH, "1991-09-17", "the 17th of September 1991"),
        (Kind.BIRTH, "1991-09-17", "17.09.1991"),
        (Kind.BIRTH, "1991-09-17", "1991-09-17"),
        (Kind.BIRTH, "1991-09-17", "17 September 1991"),
        (Kind.BIRTH, "1991-09-17", "17 of September 1991"),
        (Kind.BIRTH, "1991-09-17", "17th September 1991"),
        (Kind.BIRTH, "1991-09-17", "September 17th, 1991"),
        (Kind.BIRTH, "1991-08-01", "1 Aug 1991"),
        (Kind.BIRTH, "1991-08-01", "01/08/1991"),
        (Kind.BIRTH, "1991-08-01", "1/8/1991"),
        (Kind.BIRTH, "1991-08-01", "1st August 1991"),
        (Kind.BIRTH, "1991-08-01", "the 1st of August 1991"),
        (Kind.BIRTH, "1991-09-02", "2nd September 1991"),
        (Kind.BIRTH, "1991-09-02", "the 2nd of September 1991"),
        (Kind.BIRTH, "1991-09-03", "3rd September 1991"),
        (Kind.BIRTH, "1991-09-03", "the 3rd of September 1991"),
    ],
)
def test_it_is_found_as_people_write_it(kind: Kind, value: str, text: str) -> None:
    assert [(leak.kind, leak.sure) for leak in found(text, Identifier(kind, value, "W1"))] == [(kind, True)]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.NAME, "Ina", "in a house"),
        (Kind.NAME, "Ann", "he planned it"),
        (Kind.NAME, "Jo", "no jo b"),
        (Kind.NAME, "J Qxsmith", "J came"),
        (Kind.NAME, "- Qxsmith", "he came"),
        (Kind.NAME, "Joan", "Jo an"),
        (Kind.NAME, "Joan", "J oan"),
        (Kind.NAME, "Joan", "Jean"),
        (Kind.NAME, "Elizabeth", "Mrs Alisabet"),
        (Kind.NAME, "Alice", "al ice"),
        (Kind.NAME, "Isabella", "Mrs Isobelle"),
        (Kind.NAME, "Ann", "HE PLANNED IT"),
        (Kind.NAME, "Ann", "he pla\N{COMBINING ACUTE ACCENT}nn\N{COMBINING ACUTE ACCENT}ed"),
        (Kind.NAME, "Ann", "he pl\N{SOFT HYPHEN}ann\N{SOFT HYPHEN}ed"),
        (Kind.NAME, "Ina", "the ﬁna"),
        (Kind.NAME, "Isabella", "Luisa bellany"),
        (Kind.NAME, "Siobhan", "the suburban trains"),
        (Kind.NAME, "Mary of the Woods", "of the town"),
        (Kind.ADDRESS, "12 High Street, Croydon", "12 streets of Croydon, at high risk"),
        (Kind.ADDRESS, "12 Acacia Avenue", "11 Acacia, which is far away from any avenue of the number 12"),
        (Kind.ADDRESS, "12 Acacia Avenue", "12, twelve houses, Acacia"),
        (Kind.ADDRESS, "Flat 2 5b Qxnewhome Row", "2, Qxnewhome"),
        (Kind.ADDRESS, "12 The Avenue", "down the avenue, an avenue"),
        (Kind.ADDRESS, "The Flat", "the flat"),
        (Kind.POSTCODE, "SE1 1AA", "SE1 and SE11"),
        (Kind.POSTCODE, "SE11", "SE11"),
        (Kind.PHONE, "12345", "12345"),
        (Kind.PHONE, "5", "5"),
        (Kind.WORKPLACE, "-", "anything"),
        (Kind.WORKPLACE, "Bo Qxdeli", "at Qxdeli"),
        (Kind.WORKPLACE, "Studio 54", "studio 55"),
        (Kind.WORKPLACE, "Qxpark 51234", "Qxpark 51235"),
        (Kind.EMAIL, "qxluc@example.org", "as qxluc there"),
        (Kind.PHONE, "020 7946 0123", "7946 and 0123 are not beside it: 7946 x 0123"),
        (Kind.SCHOOL, "St Mary’s Primary School", "a primary school"),
        (Kind.BIRTH, "1991-09-17", "17 September 2001"),
        (Kind.BIRTH, "1991-09-17", "reference 5170919915"),
    ],
)
def test_what_is_not_hers_is_not_found(kind: Kind, value: str, text: str) -> None:
    assert found(text, Identifier(kind, value, "W1")) == []


@pytest.mark.parametrize(
    ("value", "text", "doubt"),
    [
        ("Hope", "there is hope", Doubt.ORDINARY),
        ("Rose", "Rose came", Doubt.ORDINARY),
        ("Brooke", "by the brook", Doubt.ORDINARY),
        ("Brook", "with a broom", Doubt.ORDINARY),
        ("Thornbury", "Mr Thornbury struck", Doubt.HIS),
        ("Thornbery", "Mr Thornbury struck", Doubt.HIS),
        ("Thornbury", "Mr Thornbery struck", Doubt.HIS),
        ("Hester", "seen in Manchester", Doubt.INSIDE),
        ("Isabella", "in Disabellata", Doubt.INSIDE),
        ("Brows", "a brow of land", Doubt.NEARLY),
        ("Brows", "he browz there", Doubt.NEARLY),
    ],
)
def test_what_may_be_another_word_is_found_and_says_so(value: str, text: str, doubt: Doubt) -> None:
    (leak,) = found(text, Identifier(Kind.NAME, value, "W1"), his_names=("Adam Thornbury",))
    assert leak.doubt == doubt


@pytest.mark.parametrize("names", [("Lucy", "Thornbury"), ("Lucy", "Thornbury", "Qxanne")])
@pytest.mark.parametrize("kind", [Kind.NAME, Kind.ALIAS])
def test_his_whole_name_is_his_but_not_where_it_is_hers_too(kind: Kind, names: tuple[str, ...]) -> None:
    hers = [Identifier(kind, name, "W1") for name in names]
    assert found("Adam Thornbury, born in 1980", *hers, his_names=("Adam Thornbury",)) == []
    said = found("Lucy Thornbury said", *hers, his_names=("Adam Thornbury", "Lucy Thornbury"))
    assert {leak.kind for leak in said} == {kind}


def test_where_she_works_may_be_named_as_he_is() -> None:
    hers = Identifier(Kind.WORKPLACE, "Adam Thornbury", "W1")
    assert found("Adam Thornbury, born in 1980", hers, his_names=("Adam Thornbury",)) == []


def test_one_word_of_his_hides_no_place_of_hers() -> None:
    (leak,) = found("at 77 Qxhiding", Identifier(Kind.ADDRESS, "77 Qxhiding Lane", "W1"), his_names=("Qxhiding",))
    assert leak.kind == Kind.ADDRESS


def test_words_that_every_such_document_has_tell_nothing() -> None:
    passages = [Passage("page 1", "A court may make\nan order. She may")]
    innocent = ["A court may make an order."]
    (leak,) = leaks_in(passages, [Identifier(Kind.NAME, "May", "W1")], KNOWN, innocent=innocent)
    assert leak.doubt == Doubt.ORDINARY
    assert (
        leaks_in(
            [Passage("", "A court may make an order")], [Identifier(Kind.NAME, "May", "W1")], KNOWN, innocent=innocent
        )
        == []
    )


def test_words_that_every_such_document_has_hide_nothing_within_a_word() -> None:
    hers = [Identifier(Kind.NAME, "Hartley", "W1")]
    (leak,) = leaks_in([Passage("page 1", "Mrs Hartley")], hers, KNOWN, innocent=["art"])
    assert leak.sure


def test_it_says_where_and_whose_and_never_what() -> None:
    passages = [
        Passage("page 1", "nothing"),
        Passage("page 2", "Lucinda"),
        Passage("metadata, title", "LUCINDA, lucinda"),
    ]
    hers = Identifier(Kind.NAME, "Lucinda", "W7")
    (leak,) = leaks_in(passages, [hers], KNOWN)
    assert leak == Leak(Kind.NAME, "W7", ("page 2", "metadata, title"))
    assert "ucinda" not in f"{leak!r}{hers!r}"


def test_of_many_passages_it_names_the_right_one() -> None:
    passages = [Passage(f"line {number}", "she said") for number in range(40)]
    passages[20] = Passage("line 20", "so said Lucinda")
    (leak,) = leaks_in(passages, [Identifier(Kind.NAME, "Lucinda", "W7")], KNOWN)
    assert leak.where == ("line 20",)


def test_what_leaks_is_told_in_one_order() -> None:
    """Wording first, for it is nobody's; then by person, by kind, what is sure before what is doubtful."""
    hers = [
        Identifier(kind, value, whose)
        for whose, kind, value in (
            ("W2", Kind.NAME, "Hester"),
            ("W1", Kind.SCHOOL, "Qxacademy"),
            ("W1", Kind.NAME, "Lucinda"),
            ("W1", Kind.NAME, "Hope"),
        )
    ]
    text = "14 reports after a referral; in Manchester Hester, hope, Lucinda, Qxacademy"
    assert [(leak.whose, leak.kind, leak.doubt, leak.says) for leak in found(text, *hers)] == [
        ("", Kind.WORDING, None, "how many reports there are"),
        ("", Kind.WORDING, None, "where it came from"),
        ("W1", Kind.NAME, None, ""),
        ("W1", Kind.NAME, Doubt.ORDINARY, ""),
        ("W1", Kind.SCHOOL, None, ""),
        ("W2", Kind.NAME, None, ""),
        ("W2", Kind.NAME, Doubt.INSIDE, ""),
    ]


def test_an_address_is_found_across_passages() -> None:
    passages = [Passage("paragraph 1", "77"), Passage("paragraph 2", "Qxhiding")]
    (leak,) = leaks_in(passages, ALL, KNOWN)
    assert leak.where == ("paragraph 1",)


@pytest.mark.parametrize(
    ("text", "reveals"),
    [
        ("he was named  by her", "who named him"),
        ("after a Refer-\nral", "where it came from"),
        ("a Clare’s Law request", "that somebody asked about him"),
        ("there are 14 reports", "how many reports there are"),
        ("there are several Allegations", "how many reports there are"),
    ],
)
def test_wording_that_reveals_who_spoke_is_found(text: str, reveals: str) -> None:
    (leak,) = found(text)
    assert (leak.kind, leak.whose, leak.says, leak.sure) == (Kind.WORDING, "", reveals, True)


def test_wording_that_reveals_nothing_is_let_be() -> None:
    assert found("the referrals are not, nor is a report renamed by a clerk; see the report") == []


def test_a_force_has_words_of_its_own_and_a_faulty_file_is_named(tmp_path: Path) -> None:
    own = tmp_path / "leaks.toml"
    lists = 'ordinary = ["zed"]\nignored = []\ngeneric = []\n'
    phrases = 'phrases = [{ words = "by post", reveals = "how" }]\n[streets]\n'
    own.write_text(lists + phrases, encoding="utf-8")
    known = vocabulary(tmp_path)
    (leak,) = leaks_in([Passage("page 1", "it came by post, after a referral")], [], known)
    assert leak.says == "how"
    own.write_text('ordinary = ["zed"]\n', encoding="utf-8")
    with pytest.raises(V100Error, match=r"leaks\.toml: ignored: Field required"):
        vocabulary(tmp_path)
