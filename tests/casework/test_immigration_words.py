"""Which texts speak of immigration status (C15)."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from v100.casework.women.immigration import status_words

LISTED = tomllib.loads((files("v100.data.women") / "immigration_status.toml").read_text(encoding="utf-8"))["words"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("her visa ran out in May", ["visa"]),
        ("She has Indefinite\nLeave to remain", ["indefinite leave", "leave to remain"]),
        ("he says he will have her DEPORTED", ["deport"]),
        ("no-recourse to public funds", ["no recourse", "recourse to public funds"]),
        ("told the Home Office", ["home office"]),
        ("an over\u00adstayer, they say", ["overstay"]),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    assert status_words(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "she is advised to call", "the office at home", "leave the remains", "the brpx", "her passport is with him"],
)
def test_not_found(text: str) -> None:
    assert status_words(text) == []


@given(st.sampled_from(LISTED), st.text(), st.text(), st.sampled_from([" ", "  ", "-", "\n", ". "]), st.booleans())
def test_each_is_found_however_it_is_written(phrase: str, before: str, after: str, between: str, loud: bool) -> None:
    said = phrase.rstrip("*").replace(" ", between)
    text = f"{before} {said.upper() if loud else said} {after}"
    assert phrase.rstrip("*") in status_words(text)
