"""A draft says each thing once, in the order of time, with its source; victims by numbers of that draft alone."""

import random
from importlib.resources import files
from pathlib import Path

import pytest

from drafts_made_up import BOOK, CAME, HER, OTHER, REPORTS, drafted
from v100.casework.packs.draft import NOT_ADDRESSED, TO_WRITE
from v100.casework.packs.files import files_of
from v100.casework.packs.kept_templates import pack_templates
from v100.errors import V100Error


def test_the_chronology_is_in_order_and_what_has_no_day_comes_last() -> None:
    assert [(line.on, line.words, line.source) for line in drafted().chronology] == [
        ("9 January 2026", "Offence not coded, to W2, W1 (former partner), Bromley", "Crime report CR/3"),
        ("1 to 4 March 2026", "Assault, to W1 (former partner), Croydon", "Crime report CR/2"),
        ("5 March 2026", "Arrested", "Outcome 7, crime report CR/2"),
        ("5 March 2026", "Charged or summonsed", "Outcome 8, crime report CR/2"),
        ("Day not recorded", "Stalking, to W1 (former partner)", "Crime report CR/1"),
    ]


def test_each_source_says_what_it_says_of_a_part_of_the_test_in_one_line() -> None:
    _, _, abuse, necessary, *_ = drafted().parts
    assert [line.source for line in abuse.lines] == ["Crime report CR/3", "Crime report CR/2", "Crime report CR/1"]
    assert abuse.lines[1].words == (
        "Assault (W1): a report of abuse of her by a partner, an ex-partner or family; a report of violence against her"
    )
    (line,) = necessary.lines
    assert (line.words, line.source) == ("Nothing less will do (W1)", "Officer’s record 5")


def test_a_part_to_which_nothing_speaks_says_so() -> None:
    parts = drafted(facts=[]).parts
    assert [part.lacking for part in parts] == [NOT_ADDRESSED] * 4 + ["", TO_WRITE]


def test_numbers_of_victims_are_of_one_draft() -> None:
    assert drafted().women == (HER, OTHER)
    assert drafted(woman="").women == (OTHER, HER)


def test_each_source_is_an_exhibit_once() -> None:
    exhibits = drafted().exhibits
    assert [line.on for line in exhibits] == [f"Exhibit {number}" for number in range(1, 7)]
    assert [line.source for line in exhibits] == [
        "CR/3",
        "CR/2",
        "CR/1",
        "Outcome 7, crime report CR/2",
        "Outcome 8, crime report CR/2",
        "Officer’s record 5",
    ]


def test_the_order_in_which_things_were_chosen_is_no_matter() -> None:
    mix = random.Random(7).sample
    mixed = drafted(reports=mix(REPORTS, len(REPORTS)), happened=mix(CAME, len(CAME)))
    assert files_of(drafted()) == files_of(mixed)


def test_what_an_officer_writes_is_words_and_nothing_else() -> None:
    said = '#panic("no") *b* $x$ ] #"'
    assert files_of(drafted(words=[said, said]))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('power = "DAPO"', "SPO.toml: court: Field required"),
        (None, "facts: unheard_of: no such kind of fact"),
    ],
)
def test_a_faulty_file_of_a_force_is_named(tmp_path: Path, text: str | None, fault: str) -> None:
    own = tmp_path / "packs"
    own.mkdir()
    shipped = (files("v100.data.packs") / "SPO.toml").read_text(encoding="utf-8")
    (own / "SPO.toml").write_text(text or shipped.replace('"contacted"', '"unheard_of"'), encoding="utf-8")
    with pytest.raises(V100Error, match=fault):
        pack_templates(tmp_path, BOOK)
