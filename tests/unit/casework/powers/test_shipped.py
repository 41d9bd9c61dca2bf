"""The shipped files: names that exist, nothing that must not be asked, and what every file must say."""

import re
from importlib.resources import files

import pytest

from v100.casework.outcomes.kinds import Detail
from v100.casework.powers import load
from v100.casework.powers.power import UNCHECKED, Power
from v100.casework.powers.vocabulary import words
from v100.offences import offence_table

BOOK = load()
FACTS = (files("v100.data.powers") / "facts.toml").read_text(encoding="utf-8")
EACH = pytest.mark.parametrize("power", BOOK.powers.values(), ids=list(BOOK.powers))
NEVER = re.compile(
    r"ethnic|\brace\b|racial|national|religio|faith|postcode|depriv|immigra|asylum|\bvisa\b|citizen|country|diagnos",
    re.IGNORECASE,
)
CLOSED_BY_NO_DEATH = {"CLOSE", "SEARCH", "FINANCE", "VIR"}
"""They are about a place, a thing or an investigation, not about a living man."""


def test_there_are_43() -> None:
    assert len(BOOK.powers) == 43


def test_every_code_flag_method_category_event_and_detail_exists() -> None:
    codes = set(offence_table().to_pydict()["ho_code"])
    for kind in BOOK.kinds.values():
        assert set(kind.codes) <= codes, kind.name
        assert set(kind.details) <= set(Detail.values), kind.name
        for key in ("categories", "flags", "methods", "outcomes", "events", "relationships"):
            assert set(getattr(kind, key)) <= set(words(key)), kind.name


def test_every_kind_is_asked_for_by_some_power() -> None:
    asked = {
        kind
        for power in BOOK.powers.values()
        for condition in (*power.needs, *power.closed_by)
        for kind in condition.kinds
    }
    assert asked == BOOK.kinds.keys()


def test_no_kind_of_fact_speaks_of_what_must_never_be_one() -> None:
    stated = "\n".join(line for line in FACTS.splitlines() if not line.startswith("#"))
    assert NEVER.findall(stated) == []


def test_her_status_is_asked_of_an_officer_and_kept_nowhere() -> None:
    """That it was considered is about the man, so no row can carry her reference."""
    kind = BOOK.kinds["dependence_considered"]
    assert (kind.about, kind.source) == ("man", "officer")
    assert "The answer is not kept" in kind.words
    assert [power.code for power in BOOK.powers.values() if any(kind.name in need.kinds for need in power.needs)] == [
        "DEPORT"
    ]
    assert re.findall(r"status", FACTS) == ["status", "status"]  # this kind's words, and the note above all kinds


def test_he_notices_all_but_what_is_done_without_him() -> None:
    """Disclosed to others, or spoken of among agencies, who tell him nothing of it; a limit on what is asked of her;
    and the prison's block of her numbers, which every man held for such an offence has, and which waits for nothing."""
    without_him = {"CSODS", "DVDS", "MAPPA", "MARAC", "PRISON", "VIR"}
    assert {power.code for power in BOOK.powers.values() if not power.overt} == without_him
    assert all(power.overt for power in BOOK.powers.values() if power.order)


@EACH
def test_every_file_is_marked_as_unchecked_and_cites_a_source_for_each_condition(power: Power) -> None:
    assert power.checked == UNCHECKED
    assert all(condition.source for condition in (*power.needs, *power.closed_by))
    assert power.on_file


@EACH
def test_a_dead_man_closes_every_power_over_a_living_one(power: Power) -> None:
    closed = any("dead" in closing.kinds for closing in power.closed_by)
    assert closed == (power.code not in CLOSED_BY_NO_DEATH)


@EACH
def test_who_must_be_18_is_asked_and_who_is_not_is_ruled_out_only_where_the_statute_does(power: Power) -> None:
    closed = any("under_18" in closing.kinds for closing in power.closed_by)
    needed = any("adult" in need.kinds for need in power.needs)
    assert not closed or needed
    assert needed == closed or power.code == "EXTENDED"  # under 18 other sections of the same Act apply


@EACH
def test_the_words_neither_recommend_nor_grade(power: Power) -> None:
    said = " ".join([power.note, *power.on_file, *(each.words for each in (*power.needs, *power.closed_by))])
    assert re.findall(r"\b(?:should|recommend\w*|best|low risk|no risk|high risk|priority)\b", said, re.I) == []
