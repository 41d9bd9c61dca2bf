"""Does a text speak of her immigration status? It is not kept: fear of it keeps women from the police, and it has been
used against them (C15; super-complaint of Liberty and Southall Black Sisters, 2020)."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

REFUSED = (
    "It seems to speak of immigration status ({found}). That is not kept here of any woman or girl. Take it out. If "
    "she asks for advice, refer her to a specialist service and record the referral alone."
)


def status_words(words: str) -> list[str]:
    """What in a text speaks of it, as the list of words has it."""
    text = f" {_plain(words)} "
    return [each.rstrip("*") for each in _listed() if (f" {each[:-1]}" if each.endswith("*") else f" {each} ") in text]


def _plain(words: str) -> str:
    """Small letters without accents or signs that are not seen, and one space for whatever stands between words."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Cf"))
    return " ".join("".join(each if each.isalnum() else " " for each in letters).split())


@cache
def _listed() -> tuple[str, ...]:
    text = (files("v100.data.women") / "immigration_status.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["words"])
